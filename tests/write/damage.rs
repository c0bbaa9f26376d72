//! The ledger, damaged in hundreds of places: everything is made again, and the site is the same.

use super::*;

/// How many places are damaged; all lengths are tried besides.
const FLIPS: usize = 150;

#[test]
fn a_ledger_damaged_anywhere_is_none() {
    let project = Project::new();
    project.update(OLD);
    let (place, site) = (project.ledger().unwrap(), project.site());
    let sound = fs::read(&place).unwrap();
    let check = |damaged: &[u8], context: &str| {
        fs::write(&place, damaged).unwrap();
        let report = project.update(OLD);
        assert_eq!(report, Report { written: 0, unchanged: 3, deleted: 0, bytes: 0 }, "{context}");
        assert_eq!(project.site(), site, "{context}");
        // The entries stand in no order; what they say is the same again.
        assert_eq!(fs::read(&place).unwrap().len(), sound.len(), "{context}: it was not written anew");
        assert_eq!(project.update(OLD), report, "{context}, the build after");
    };
    for length in 0..sound.len() {
        check(&sound[..length], &format!("cut at {length}"));
    }
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..FLIPS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (at, bit) = (usize::try_from(random >> 33).unwrap() % sound.len(), (random >> 28) % 8);
        let mut flipped = sound.clone();
        flipped[at] ^= 1 << bit;
        check(&flipped, &format!("bit {bit} of byte {at} flipped"));
    }
}

/// It is sound, and for the same paths: what it says of them is still not believed.
#[test]
fn the_ledger_of_another_site_with_the_same_paths_changes_nothing() {
    const OTHER: &Tree = &[("a/index.html", "0ld a"), ("b/index.html", "0ld b"), ("index.html", "b, a")];
    let (project, other) = (Project::new(), Project::new());
    project.update(OLD);
    other.update(OTHER);
    for tree_now in [OLD, NEW, OLD] {
        fs::copy(other.ledger().unwrap(), project.ledger().unwrap()).unwrap();
        project.update(tree_now);
        assert_eq!(project.site(), tree(tree_now));
    }
}

#[test]
fn a_folder_in_the_place_of_the_ledger_gives_way() {
    let project = Project::new();
    project.update(OLD);
    let place = project.ledger().unwrap();
    fs::remove_file(&place).unwrap();
    fs::create_dir_all(place.join("inside")).unwrap();
    assert_eq!(project.update(NEW).deleted, 1);
    assert_eq!(project.site(), tree(NEW));
    assert!(place.is_file());
}
