//! The nineteen diseases of the example country, with whom they strike, and when.

/// A disease as the example country has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Disease {
    /// Its code in the list.
    pub(super) code: &'static str,
    /// How often it breaks out.
    pub(super) weight: u64,
    /// Species of farm animals it strikes.
    pub(super) farm: &'static [&'static str],
    /// Wild species it strikes.
    pub(super) wild: &'static [&'static str],
    /// How many outbreaks in a thousand are among wild animals.
    pub(super) wild_share: u64,
    /// The months when it breaks out oftener.
    pub(super) months: (i64, i64),
    /// Serotypes that a laboratory names.
    pub(super) serotypes: &'static [&'static str],
}

impl Disease {
    /// Its weight in a month.
    pub(super) fn weight_in(&self, month: i64) -> u64 {
        let (from, until) = self.months;
        let season = if from <= until {
            (from..=until).contains(&month)
        } else {
            month >= from || month <= until
        };
        if season { self.weight * 4 } else { self.weight }
    }

    /// Whether it strikes birds.
    pub(super) fn of_birds(&self) -> bool {
        self.farm.contains(&"chicken")
    }
}

const fn disease(code: &'static str, weight: u64, farm: &'static [&'static str], months: (i64, i64)) -> Disease {
    Disease {
        code,
        weight,
        farm,
        wild: &[],
        wild_share: 0,
        months,
        serotypes: &[],
    }
}

const fn with_wild(disease: Disease, wild: &'static [&'static str], wild_share: u64) -> Disease {
    Disease { wild, wild_share, ..disease }
}

const fn typed(disease: Disease, serotypes: &'static [&'static str]) -> Disease {
    Disease { serotypes, ..disease }
}

/// The diseases.
pub(super) static DISEASES: [Disease; 19] = [
    disease("brucellosis", 34, &["cattle", "sheep", "sheep_goat", "goat"], (3, 6)),
    with_wild(
        disease("rabies", 26, &["cattle", "dog", "horse", "camel", "sheep"], (1, 4)),
        &["fox", "wolf", "corsac", "jackal"],
        350,
    ),
    disease("lsd", 18, &["cattle"], (6, 9)),
    disease("sheep_goat_pox", 16, &["sheep", "goat", "sheep_goat"], (9, 12)),
    typed(
        with_wild(
            disease("hpai", 14, &["chicken", "duck", "goose", "bird"], (9, 11)),
            &["mute_swan", "wild_bird", "wild_goose", "mallard"],
            400,
        ),
        &["H5N1 HPAI", "H5N8 HPAI"],
    ),
    typed(disease("fmd", 12, &["cattle", "sheep", "sheep_goat"], (3, 8)), &["O", "A"]),
    with_wild(disease("pasteurellosis", 10, &["cattle", "sheep", "camel"], (4, 6)), &["saiga"], 250),
    disease("blackleg", 9, &["cattle"], (5, 9)),
    disease("anthrax", 8, &["cattle", "horse", "sheep"], (6, 9)),
    disease("leptospirosis", 8, &["cattle", "horse"], (6, 9)),
    with_wild(disease("asf", 7, &["swine"], (5, 10)), &["wild_boar"], 300),
    disease("newcastle", 6, &["chicken", "bird", "turkey"], (10, 2)),
    disease("ppr", 6, &["sheep", "goat"], (1, 4)),
    disease("listeriosis", 5, &["sheep", "sheep_goat"], (1, 4)),
    disease("equine_influenza", 4, &["horse"], (10, 3)),
    disease("equine_rhinopneumonitis", 4, &["horse"], (1, 4)),
    disease("camelpox", 3, &["camel"], (1, 12)),
    disease("csf", 3, &["swine"], (1, 12)),
    disease("echinococcosis", 3, &["sheep", "sheep_goat"], (1, 12)),
];
