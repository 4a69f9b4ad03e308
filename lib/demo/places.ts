import type { Zone } from "@/lib/domain/profile";
import type { Weighted } from "./random";

export type Commune = { name: string; postalCode: string; zone: Zone };

/** A town with branches, and where the clients of those branches live. */
export type Place = {
  town: string;
  region: string;
  /** First six figures of the numbers that the regulator keeps for fiction in this part of the country. */
  landline: string;
  zones: Weighted<Zone>;
  communes: Readonly<Record<Zone, Weighted<Commune>>>;
};

/**
 * Real communes with thousands of inhabitants; zones follow the INSEE density grid of 2022 (dense: urban, intermediate:
 * peri-urban, rural: rural). Selected from INSEE and Etalab, Licence Ouverte 2.0.
 */
const PLACES: readonly Place[] = [
  {
    town: "Lyon",
    region: "Auvergne-Rhône-Alpes",
    landline: "046571",
    zones: [["URBAN", 55], ["PERI_URBAN", 28], ["RURAL", 17]],
    communes: {
      URBAN: communes("URBAN", "Lyon 69003 519, Villeurbanne 69100 164, Vénissieux 69200 66, Saint-Priest 69800 49, Caluire-et-Cuire 69300 44, Tassin-la-Demi-Lune 69160 23"),
      PERI_URBAN: communes("PERI_URBAN", "Genas 69740 13, Brignais 69530 13, Chaponost 69630 9, Miribel 01700 10, Trévoux 01600 7"),
      RURAL: communes("RURAL", "Villette-d’Anthon 38280 5, Heyrieux 38540 5, Messimy 69510 4, Thurins 69510 3, Saint-Martin-en-Haut 69850 4"),
    },
  },
  {
    town: "Rennes",
    region: "Bretagne",
    landline: "026191",
    zones: [["URBAN", 48], ["PERI_URBAN", 30], ["RURAL", 22]],
    communes: {
      URBAN: communes("URBAN", "Rennes 35000 231, Cesson-Sévigné 35510 19, Chantepie 35135 11, Saint-Grégoire 35760 10"),
      PERI_URBAN: communes("PERI_URBAN", "Bruz 35170 20, Betton 35830 13, Pacé 35740 12, Liffré 35340 9, Mordelles 35310 8, Acigné 35690 7"),
      RURAL: communes("RURAL", "Guichen 35580 9, Melesse 35520 8, Laillé 35890 5, La Bouëxière 35340 5, Romillé 35850 4, Goven 35580 4"),
    },
  },
  {
    town: "Dijon",
    region: "Bourgogne-Franche-Comté",
    landline: "035301",
    zones: [["URBAN", 48], ["PERI_URBAN", 22], ["RURAL", 30]],
    communes: {
      URBAN: communes("URBAN", "Dijon 21000 162, Chenôve 21300 14, Talant 21240 12, Fontaine-lès-Dijon 21121 9, Saint-Apollinaire 21850 8"),
      PERI_URBAN: communes("PERI_URBAN", "Quetigny 21800 9, Longvic 21600 9, Genlis 21110 5, Is-sur-Tille 21120 4, Gevrey-Chambertin 21220 3"),
      RURAL: communes("RURAL", "Nuits-Saint-Georges 21700 5, Arc-sur-Tille 21560 3, Mirebeau-sur-Bèze 21310 2, Velars-sur-Ouche 21370 2, Brazey-en-Plaine 21470 2, Belleneuve 21310 2"),
    },
  },
  {
    town: "Albi",
    region: "Occitanie",
    landline: "053649",
    zones: [["PERI_URBAN", 60], ["RURAL", 40]],
    communes: {
      URBAN: [],
      PERI_URBAN: communes("PERI_URBAN", "Albi 81000 51, Gaillac 81600 16, Graulhet 81300 13, Carmaux 81400 10, Saint-Juéry 81160 7, Lescure-d’Albigeois 81380 5, Puygouzon 81120 4"),
      RURAL: communes("RURAL", "Lisle-sur-Tarn 81310 5, Réalmont 81120 4, Marssac-sur-Tarn 81150 4, Brens 81600 2, Lautrec 81440 2, Monestiés 81640 1, Castelnau-de-Lévis 81150 2, Cadalen 81600 2"),
    },
  },
];

/** Branches stand in the four towns in turn: 1, 5, 9… in the first. */
export function placeOfBranch(branchId: number): Place {
  const place = PLACES[(branchId - 1) % PLACES.length];
  if (!place) throw new RangeError(`there is no branch ${branchId}`);
  return place;
}

/** Each entry: name, postal code, weight. */
function communes(zone: Zone, list: string): Weighted<Commune> {
  return list.split(", ").map((entry) => {
    const [, name = "", postalCode = "", weight = ""] = /^(.+) (\d{5}) (\d+)$/.exec(entry) ?? [];
    return [{ name, postalCode, zone }, Number(weight)];
  });
}
