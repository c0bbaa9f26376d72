//! Language → the few words that a body's HTML holds beside the author's.

use pulldown_cmark::BlockQuoteKind;

/// Words for alerts, footnotes, tables and task lists in one language.
pub(super) struct Labels {
    note: &'static str,
    tip: &'static str,
    important: &'static str,
    warning: &'static str,
    caution: &'static str,
    pub(super) footnotes: &'static str,
    /// What a footnote's mark is called; its number follows.
    pub(super) footnote: &'static str,
    /// What the way back from a footnote is called; the number of the reference follows.
    pub(super) back: &'static str,
    pub(super) done: &'static str,
    pub(super) to_do: &'static str,
    pub(super) table: &'static str,
    pub(super) details: &'static str,
}

impl Labels {
    /// The words in `language`, a BCP 47 tag; English where the language has none here.
    pub(super) fn of(language: &str) -> &'static Labels {
        match super::quotes::primary(language) {
            "es" => &SPANISH,
            "fr" => &FRENCH,
            "de" => &GERMAN,
            "pt" => &PORTUGUESE,
            "ar" => &ARABIC,
            _ => &ENGLISH,
        }
    }

    /// The word for a kind of alert.
    pub(super) fn alert(&self, kind: BlockQuoteKind) -> &'static str {
        match kind {
            BlockQuoteKind::Note => self.note,
            BlockQuoteKind::Tip => self.tip,
            BlockQuoteKind::Important => self.important,
            BlockQuoteKind::Warning => self.warning,
            BlockQuoteKind::Caution => self.caution,
        }
    }
}

const ENGLISH: Labels = Labels {
    note: "Note",
    tip: "Tip",
    important: "Important",
    warning: "Warning",
    caution: "Caution",
    footnotes: "Footnotes",
    footnote: "Footnote",
    back: "Back to reference",
    done: "Done",
    to_do: "To do",
    table: "Table",
    details: "Details",
};

const SPANISH: Labels = Labels {
    note: "Nota",
    tip: "Consejo",
    important: "Importante",
    warning: "Advertencia",
    caution: "Precaución",
    footnotes: "Notas",
    footnote: "Nota",
    back: "Volver a la referencia",
    done: "Hecho",
    to_do: "Pendiente",
    table: "Tabla",
    details: "Detalles",
};

const FRENCH: Labels = Labels {
    note: "Note",
    tip: "Conseil",
    important: "Important",
    warning: "Avertissement",
    caution: "Attention",
    footnotes: "Notes",
    footnote: "Note",
    back: "Retour à l’appel",
    done: "Fait",
    to_do: "À faire",
    table: "Tableau",
    details: "Détails",
};

const GERMAN: Labels = Labels {
    note: "Hinweis",
    tip: "Tipp",
    important: "Wichtig",
    warning: "Warnung",
    caution: "Vorsicht",
    footnotes: "Fußnoten",
    footnote: "Fußnote",
    back: "Zurück zur Stelle",
    done: "Erledigt",
    to_do: "Offen",
    table: "Tabelle",
    details: "Einzelheiten",
};

const PORTUGUESE: Labels = Labels {
    note: "Nota",
    tip: "Dica",
    important: "Importante",
    warning: "Aviso",
    caution: "Cuidado",
    footnotes: "Notas",
    footnote: "Nota",
    back: "Voltar à referência",
    done: "Feito",
    to_do: "Por fazer",
    table: "Tabela",
    details: "Detalhes",
};

const ARABIC: Labels = Labels {
    note: "ملاحظة",
    tip: "نصيحة",
    important: "مهم",
    warning: "تحذير",
    caution: "انتبه",
    footnotes: "الحواشي",
    footnote: "حاشية",
    back: "العودة إلى الموضع",
    done: "تم",
    to_do: "لم يتم بعد",
    table: "جدول",
    details: "تفاصيل",
};
