//! A bar for long work, where there is a terminal to show it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::screen::Screen;

/// Shorter work is done before a bar could be read.
const WORTH_A_BAR: usize = 2_000;

/// How far the work has come.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar of `total` steps, if the screen is a terminal that wants one.
    pub(super) fn new(screen: &Screen, total: usize) -> Progress {
        if total < WORTH_A_BAR { Progress(None) } else { Progress::draw(screen, total, "files") }
    }

    /// A bar of `total` requests, each of which takes its time.
    #[cfg(feature = "link-check")]
    pub(super) fn of_requests(screen: &Screen, total: usize) -> Progress {
        if total < 2 { Progress(None) } else { Progress::draw(screen, total, "addresses") }
    }

    /// A bar of `total` files that are sent or deleted elsewhere.
    #[cfg(feature = "deploy")]
    pub(super) fn of_changes(screen: &Screen, total: usize) -> Progress {
        if total < 2 { Progress(None) } else { Progress::draw(screen, total, "files") }
    }

    fn draw(screen: &Screen, total: usize, what: &str) -> Progress {
        if !screen.shows_progress() {
            return Progress(None);
        }
        let style = ProgressStyle::with_template(&format!("{{bar:40}} {{human_pos}}/{{human_len}} {what}"))
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        Progress(Some(
            ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(10)).with_style(style),
        ))
    }

    /// One step more.
    pub(super) fn tick(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
