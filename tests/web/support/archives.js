// Small archives of the test's own: one in Arabic, one in Spanish, and one of everything at its extreme.

import { project } from "./project.js";

const record = (fields, body) =>
  `---\n${Object.entries(fields)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join("\n")}\n---\n${body}\n`;

const SQUARE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400"><rect width="600" height="400" fill="#e8ddcb"/></svg>`;

/** An archive that is written from right to left, with a record in a language that is not. */
export function arabicArchive(settings = "") {
  return project({
    "site.toml": `title = "أرشيف الصحافة"\ndescription = "تقارير عن العاملين في شركات التقنية"\nlanguage = "ar"\npublisher = "المحررون"\n${settings}`,
    "content/articles/letter.md": record(
      {
        title: "موظفون يطلبون من شركتهم إعادة النظر في عقد مع وكالة حكومية",
        dek: "رسالة وقّعها ستمئة وخمسون موظفًا",
        date: "2018-06-25",
        type: "article-magazine",
        outlet: "المجلة",
        authors: ["ليلى حداد"],
        url: "https://example.org/letter",
        url_status: "live",
        accessed: "2018-07-02",
        archived: [{ url: "https://web.archive.org/web/20180626100333/https://example.org/letter", date: "2018-06-26" }],
        organizations: ["شركة الحوسبة", "وكالة الحدود", { name: "Example Corp", role: "mentioned" }],
        people: ["سامي نصر"],
        tags: ["رسائل مفتوحة", "الهجرة"],
        sources: [{ role: "first-report", outlet: "الجريدة" }],
        figures: [{ value: 650, unit: "موظفًا", what: "الموقّعون", attributed_to: "المجلة" }],
        corrections: [{ date: "2018-07-01", text: "صُحّح عدد الموقّعين.", by: "outlet" }],
        image: { file: "square.svg", alt: "مربع", caption: "صورة", credit: "الأرشيف" },
        related: ["answer"],
        series: "التقنية والحدود",
        added: "2026-11-23",
      },
      "كتب الموظفون إلى [الشركة](org:شركة-الحوسبة) رسالة.\n\n## العقد\n\nوُقّع العقد في مارس 2018.\n\n> [!NOTE]\n> ملاحظة الأرشيف.",
    ),
    "content/articles/answer.md": record(
      {
        title: "الشركة ترد على الرسالة",
        date: "2018-06",
        outlet: "الجريدة",
        organizations: ["شركة الحوسبة", "وكالة الحدود"],
        tags: ["رسائل مفتوحة"],
        series: "التقنية والحدود",
      },
      "ردّت الشركة على الموظفين.",
    ),
    "content/articles/english.md": record(
      {
        title: "Employees question a contract",
        date: "2019",
        language: "en",
        outlet: "The Paper",
        organizations: ["Example Corp", "شركة الحوسبة"],
      },
      "A record in English within an Arabic archive.",
    ),
    "content/articles/square.svg": SQUARE,
  });
}

/** An archive in Spanish. */
export function spanishArchive(settings = "") {
  return project({
    "site.toml": `title = "Archivo de prensa"\ndescription = "Reportajes sobre tecnología y Estado"\nlanguage = "es"\n${settings}`,
    "content/articles/carta.md": record(
      {
        title: "Empleados piden a su empresa que revise un contrato",
        dek: "La carta lleva 650 firmas.",
        date: "2018-06-25",
        outlet: "El Diario",
        authors: ["José Pérez"],
        url: "https://example.org/carta",
        url_status: "dead",
        archived: [{ url: "https://web.archive.org/web/20180626100333/https://example.org/carta", date: "2018-06-26" }],
        organizations: ["Ñandú Sistemas", "Agencia de Fronteras", "Óptica Central"],
        people: ["Ángel Núñez"],
        tags: ["cartas abiertas"],
        sources: [{ role: "confirms", outlet: "La Hoja", url: "https://example.net/hoja" }],
        added: "2026-11-23",
      },
      "Los empleados escribieron una carta.",
    ),
    "content/articles/nota.md": record(
      { title: "La empresa responde", date: "2018-07", outlet: "La Hoja", organizations: ["Ñandú Sistemas"] },
      "La empresa respondió.",
    ),
  });
}

/** One record and nothing else. */
export function singleRecord(settings = "") {
  return project({
    "site.toml": `title = "A"\n${settings}`,
    "content/articles/a.md": record({ title: "The only record", date: "2018" }, ""),
  });
}

/** Long headlines, many names, nothing known, long words. */
export function extremes(settings = "") {
  const many = Array.from({ length: 40 }, (_, place) => `Organization of Some Length, number ${place + 1}`);
  return project({
    "site.toml": `title = "An archive with a title that is longer than anyone would set it, were it not for this test"\n${settings}`,
    "content/articles/long.md": record(
      {
        title: "A headline of two hundred letters ".repeat(6).trim(),
        dek: "A sentence that goes on and on. ".repeat(12).trim(),
        date: "2018-06-25",
        outlet: "The Outlet with the Longest Name of All the Outlets in This Archive",
        organizations: many,
        people: ["Somebody"],
        places: ["Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"],
        url: `https://example.org/${"a-very-long-address-".repeat(12)}`,
        figures: [
          { value: "1,000,000,000,000", unit: "dollars of the United States", what: "spent", attributed_to: "somebody" },
          { value: 1 },
        ],
        corrections: [{ text: "A correction. ".repeat(20), by: "archive", date: "2019-01-01" }],
        added: "2026-11-23",
      },
      `${"A".repeat(300)}\n\n| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| ${"cell ".repeat(20)} | 2 | 3 | 4 | 5 | 6 |\n\n\`\`\`\n${"code".repeat(80)}\n\`\`\``,
    ),
    "content/articles/undated.md": record({ title: "Undated, without anything" }, ""),
    "content/articles/approximate.md": record(
      { title: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", date: "1999~" },
      "One word.",
    ),
    "content/articles/other.md": record({ title: "Another", date: "2019-01-01", organizations: many.slice(0, 20) }, "B."),
  });
}

/** Many records that differ in their numbers, and one whose headline would like to be markup. */
export function manyRecords(count = 35) {
  const numbered = Array.from({ length: count }, (_, place) => [
    `content/articles/report-${place + 1}.md`,
    record(
      {
        title: `Report ${place + 1} on harbours`,
        date: `20${String(10 + (place % 3)).padStart(2, "0")}-01-${String((place % 28) + 1).padStart(2, "0")}`,
        organizations: [`Port ${(place % 15) + 1}`],
        tags: place % 2 === 0 ? ["ships"] : ["cranes"],
      },
      "What was seen at the quay.",
    ),
  ]);
  const hostile = record({ title: "<img src=x onerror=alert(1)> at sea", date: "2013", dek: "<b>Not bold</b>" }, "Waves.");
  return project({
    "site.toml": 'title = "Harbours"\n',
    "content/articles/hostile.md": hostile,
    ...Object.fromEntries(numbered),
  });
}

/** An archive in Japanese, for which the theme has no words. */
export function japaneseArchive(settings = "") {
  return project({
    "site.toml": `title = "報道の記録"\nlanguage = "ja"\n${settings}`,
    "content/articles/tokyo.md": record(
      { title: "東京新聞が契約を報じる", date: "2018-06-25", outlet: "東京新聞", tags: ["契約"] },
      "東京都の職員は新しい契約について話した。データの保護が問われている。",
    ),
    "content/articles/kyoto.md": record(
      { title: "京都の図書館", date: "2019-01-10", outlet: "京都日報", tags: ["図書館"] },
      "図書館の職員がデータを守る。",
    ),
  });
}
