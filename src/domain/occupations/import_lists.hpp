/// The lists of an import that say nothing of occupations. Inside the folder only.
#pragma once

#include <vector>

#include "domain/occupations/sheets.hpp"
#include "domain/occupations/source.hpp"

namespace parvis::occupations {

/// The starter set's, and those of languages.csv where there is one.
std::vector<SourceLanguage> languages_in(Lists& lists);
/// Those of stockholm_districts.csv, and the starter set's of the other municipalities.
std::vector<SourceDistrict> districts_in(Lists& lists);

}  // namespace parvis::occupations
