//! The machine's time for requests, and the key by which a person stops them.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::check::Pace;
use crate::interruption::interrupted;

/// Real time, until somebody presses ctrl-c.
pub(super) struct Clock(Arc<(Mutex<bool>, Condvar)>);

impl Clock {
    /// Begins to listen for ctrl-c. Whoever presses it twice ends the program at once.
    pub(super) fn new() -> Clock {
        let stop = Arc::new((Mutex::new(false), Condvar::new()));
        let clock = Clock(stop.clone());
        std::thread::spawn(move || {
            // Where no runtime can be had, ctrl-c ends the program as it always does.
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
            runtime.block_on(interrupted());
            let (stopped, woken) = &*stop;
            *stopped.lock().unwrap_or_else(PoisonError::into_inner) = true;
            woken.notify_all();
            runtime.block_on(interrupted());
            std::process::exit(130);
        });
        clock
    }
}

impl Pace for Clock {
    fn pause(&self, _: &str, length: Duration) {
        let (stopped, woken) = &*self.0;
        let stopped = stopped.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever stops the run wakes everybody.
        drop(woken.wait_timeout_while(stopped, length, |stopped| !*stopped));
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn is_stopped(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
