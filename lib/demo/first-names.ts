/**
 * Given names by decade of birth and sex, with thousands of births (name:weight).
 * A selection of INSEE, « Fichier des prénoms » 2020, Licence Ouverte 2.0; accents restored.
 */
export const FIRST_NAMES: Readonly<Record<number, { readonly F: string; readonly M: string }>> = {
  1930: {
    F: "Marie:248 Monique:112 Jacqueline:109 Jeannine:90 Yvette:68 Denise:66 Jeanne:63 Paulette:58 Simone:55 Christiane:55 Colette:54 Nicole:52 Ginette:52 Madeleine:48 Andrée:47 Josette:47 Odette:47 Thérèse:46 Suzanne:45 Renée:43 Françoise:39 Micheline:39 Anne:38 Yvonne:36 Marcelle:35 Gisèle:34 Nadia:1",
    M: "Jean:340 Michel:152 André:146 Pierre:143 Claude:122 Jacques:109 René:104 Roger:96 Robert:87 Bernard:82 Marcel:81 Georges:68 Guy:65 Maurice:64 Henri:63 Louis:58 Joseph:57 Gérard:57 Raymond:55 Paul:53 Gilbert:42 Daniel:42 François:38 Yves:37 Lucien:36 Albert:32",
  },
  1940: {
    F: "Marie:266 Monique:140 Nicole:120 Françoise:108 Jacqueline:96 Christiane:89 Danielle:83 Annie:72 Michèle:72 Chantal:53 Josette:52 Colette:49 Anne:46 Jeannine:44 Michelle:44 Annick:43 Claudine:43 Josiane:43 Liliane:39 Martine:39 Yvette:38 Denise:38 Geneviève:37 Danièle:36 Bernadette:36 Mireille:35 Nadia:3",
    M: "Jean:422 Michel:241 Daniel:143 Bernard:140 Gérard:138 Alain:136 Jacques:119 Claude:109 André:106 Pierre:103 Christian:96 Guy:70 René:66 Jean-Claude:66 Robert:65 Jean-Pierre:63 Roger:54 Georges:49 Yves:47 Marcel:45 Serge:44 François:43 Henri:41 Maurice:40 Gilbert:40 Raymond:35 Ali:1 Mohamed:1",
  },
  1950: {
    F: "Marie:217 Martine:191 Françoise:126 Chantal:115 Catherine:113 Brigitte:106 Monique:93 Dominique:91 Annie:83 Nicole:82 Christine:78 Sylvie:73 Patricia:66 Évelyne:63 Michèle:63 Christiane:62 Claudine:56 Jacqueline:54 Jocelyne:50 Annick:49 Nadine:48 Joëlle:48 Josiane:46 Danielle:45 Élisabeth:42 Bernadette:41 Nadia:7 Malika:2 Fatima:2 Yasmine:1",
    M: "Jean:278 Michel:216 Alain:199 Patrick:184 Christian:160 Philippe:156 Bernard:138 Daniel:129 Gérard:120 Dominique:98 Jacques:88 Didier:85 Jean-Pierre:82 Pierre:81 Claude:81 Serge:72 Pascal:63 André:63 Joël:63 Guy:59 Jean-Claude:59 Gilles:57 Marc:56 Yves:56 François:51 Francis:50 Mohamed:2 Ali:2 Rachid:1 Ahmed:1",
  },
  1960: {
    F: "Sylvie:205 Nathalie:198 Isabelle:186 Catherine:163 Christine:138 Véronique:134 Valérie:134 Marie:108 Corinne:104 Patricia:98 Laurence:90 Martine:74 Françoise:69 Florence:65 Brigitte:63 Pascale:62 Anne:55 Béatrice:54 Sandrine:54 Fabienne:54 Sophie:53 Nadine:52 Chantal:50 Dominique:49 Agnès:35 Carole:35 Nadia:20 Malika:7 Fatima:5 Leila:1",
    M: "Philippe:230 Éric:175 Pascal:174 Thierry:172 Patrick:136 Christophe:130 Laurent:124 Jean:123 Alain:113 Bruno:106 Didier:106 Frédéric:99 Michel:96 Dominique:84 Stéphane:83 Christian:83 Olivier:82 Franck:69 Gilles:62 Marc:56 Daniel:56 Pierre:56 Hervé:54 François:54 Jean-Luc:49 Patrice:47 Mohamed:6 Karim:4 Rachid:4 Ali:3 Ahmed:3",
  },
  1970: {
    F: "Sandrine:146 Nathalie:140 Stéphanie:136 Isabelle:107 Céline:97 Valérie:96 Christelle:95 Sophie:86 Karine:82 Virginie:79 Sylvie:65 Delphine:64 Séverine:57 Marie:54 Véronique:54 Laurence:53 Sandra:52 Catherine:49 Anne:47 Caroline:46 Cécile:45 Laëtitia:45 Florence:44 Carole:43 Christine:41 Corinne:37 Nadia:23 Fatima:6 Malika:6 Leila:4 Samira:4",
    M: "Christophe:163 David:159 Stéphane:159 Sébastien:152 Frédéric:139 Laurent:124 Olivier:115 Nicolas:96 Jérôme:92 Éric:75 Philippe:72 Franck:68 Fabrice:60 Vincent:58 Cédric:54 Thierry:53 Arnaud:50 Emmanuel:49 Ludovic:48 Pascal:48 Guillaume:42 Sylvain:40 Bruno:40 Julien:39 Alexandre:39 Jean:38 Karim:12 Mohamed:10 Rachid:6 Mehdi:4 Ali:4 Samir:4 Ahmed:3 Youssef:1",
  },
  1980: {
    F: "Aurélie:113 Émilie:93 Céline:85 Élodie:85 Julie:80 Marie:75 Stéphanie:72 Audrey:71 Laëtitia:60 Virginie:58 Sophie:55 Mélanie:52 Sabrina:48 Vanessa:47 Caroline:47 Marion:41 Jennifer:40 Jessica:39 Amandine:39 Delphine:38 Claire:36 Sandrine:34 Cindy:33 Cécile:33 Pauline:33 Laura:32 Nadia:13 Fatima:6 Samira:5 Leila:5 Malika:4 Sofia:2",
    M: "Nicolas:146 Julien:146 Sébastien:102 Guillaume:84 Alexandre:74 David:73 Romain:71 Thomas:68 Anthony:67 Vincent:62 Jonathan:59 Mathieu:58 Cédric:57 Christophe:56 Jérémy:54 Damien:53 Mickaël:50 Jérôme:48 Benjamin:47 Frédéric:47 Pierre:46 Kévin:44 Ludovic:43 Olivier:42 Maxime:42 Fabien:41 Mohamed:16 Karim:12 Mehdi:11 Samir:6 Rachid:5 Ali:4 Ahmed:3 Youssef:3 Ibrahim:1",
  },
  1990: {
    F: "Laura:70 Marie:70 Camille:67 Marine:64 Manon:63 Julie:57 Pauline:56 Léa:52 Anaïs:52 Marion:52 Sarah:50 Élodie:45 Mélanie:44 Mathilde:44 Chloé:43 Justine:40 Émilie:34 Morgane:34 Charlotte:34 Audrey:33 Amandine:33 Lucie:33 Océane:31 Aurélie:29 Mélissa:29 Amélie:26 Leila:5 Nadia:4 Sofia:3 Yasmine:3 Fatima:3 Malika:2 Samira:2 Assia:2",
    M: "Thomas:93 Alexandre:84 Kévin:84 Nicolas:83 Maxime:78 Julien:70 Quentin:63 Anthony:60 Romain:60 Florian:60 Antoine:58 Guillaume:57 Clément:53 Benjamin:51 Alexis:49 Pierre:49 Valentin:47 Jérémy:43 Vincent:43 Mathieu:39 Lucas:39 Adrien:39 Dylan:37 Jordan:34 Hugo:32 Jonathan:32 Mehdi:13 Mohamed:12 Karim:6 Samir:4 Amine:3 Ali:3 Youssef:3 Ahmed:2 Ibrahim:2 Rachid:1",
  },
  2000: {
    F: "Léa:78 Emma:67 Manon:63 Chloé:57 Camille:54 Clara:49 Sarah:47 Inès:46 Océane:42 Marie:40 Jade:39 Anaïs:36 Lucie:36 Julie:32 Mathilde:32 Laura:32 Eva:31 Lola:30 Lisa:29 Pauline:28 Louise:27 Juliette:26 Romane:26 Zoé:25 Charlotte:24 Célia:23 Yasmine:10 Sofia:7 Assia:5 Leila:5 Fatima:2",
    M: "Lucas:78 Enzo:67 Thomas:66 Théo:63 Hugo:60 Nathan:51 Maxime:50 Mathis:48 Clément:45 Louis:45 Alexandre:43 Antoine:43 Tom:41 Léo:40 Quentin:40 Alexis:40 Paul:36 Arthur:35 Baptiste:35 Romain:35 Nicolas:34 Raphaël:32 Valentin:32 Jules:31 Yanis:31 Mathéo:31 Mohamed:18 Mehdi:10 Amine:9 Ali:4 Ibrahim:4 Youssef:3 Ahmed:3 Karim:3",
  },
  2010: {
    F: "Emma:53 Jade:47 Louise:45 Chloé:37 Manon:37 Léa:35 Lina:34 Lola:34 Alice:33 Camille:32 Inès:29 Sarah:28 Zoé:26 Ambre:26 Léna:25 Juliette:25 Anna:25 Rose:24 Eva:24 Lucie:24 Julia:23 Romane:23 Mila:23 Louna:22 Lilou:22 Lou:22 Sofia:14 Yasmine:12 Assia:10 Fatima:4 Aïcha:4 Aminata:3",
    M: "Gabriel:57 Lucas:55 Louis:51 Jules:47 Hugo:47 Nathan:46 Léo:45 Adam:44 Arthur:43 Raphaël:42 Ethan:42 Enzo:38 Paul:35 Tom:34 Nolan:33 Noah:33 Sacha:32 Mathis:31 Liam:30 Maël:30 Gabin:29 Théo:28 Mohamed:27 Timéo:27 Axel:25 Maxime:25 Ibrahim:11 Amine:10 Youssef:8 Ali:7 Mehdi:7 Ahmed:5",
  },
};
