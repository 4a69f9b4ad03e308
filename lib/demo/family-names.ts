/**
 * Frequent family names, roughly by rank; `_` stands for a space.
 * A selection of INSEE, « Fichier des noms » 1891–2000, Licence Ouverte 2.0; accents restored.
 */
export const FAMILY_NAMES: readonly string[] = `
Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David
Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André
Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas
Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Lemaire Noël Meyer Dufour Meunier Brun
Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy
Leroux Colin Vidal Caron Picard Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Benoît Rey
Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis
Moulin Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Poirier Marty Aubry Guyot Carré
Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Fernandez Le_Gall Collet Léger Bouvier
Julien Prévost Millet Perrot Daniel Le_Roux Cousin Germain Breton Besson Langlois Rémy Le_Goff Pelletier Lévêque
Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon Boulanger Jacob Monnier Michaud Rodriguez Guichard
Gillet Étienne Poulain Tessier Chevallier Collin Chauvin Da_Silva Bouchet Lemaître Bénard Maréchal Humbert
Reynaud Antoine Hoarau Perret Barthélemy Cordier Pichon Lejeune Gilbert Lamy Delaunay Pasquier Carlier Laporte
Nguyen Ferreira Pereira Fernandes Gomes Diallo Haddad Tran Dos_Santos Cohen Rossi Ribeiro Morvan Le_Corre Tanguy
Briand Riou Cros Roques Pujol Bousquet Combes Lafon Chapuis Vial Besse Faivre Jacquot
`
  .trim()
  .split(/\s+/)
  .map((name) => name.replace("_", " "));
