/// What the demo city is drawn from: data/demo, read once, with what the taxonomy knows. Inside this folder only.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "app/demo/random.hpp"
#include "domain/occupations/taxonomy.hpp"

namespace parvis::demo {

enum class Side { adept, mentor };
enum class Sex { woman, man };
template <class T>
using BySide = std::array<T, 2>;
template <class T>
using BySex = std::array<T, 2>;

struct Language {
  std::string name;
  int percent = 0;
};
struct Origin {
  std::string name;
  BySide<int> weight{};
  std::vector<std::string> mother_tongues;
  std::vector<Language> also;
  int mass_flight = 0;  ///< per cent
  BySex<std::vector<std::string>> given_names;
  std::vector<std::string> family_names;
};
struct Trade {
  BySide<int> weight{};
  int women = 50;                        ///< per cent
  std::string sv, en, ar, uk;            ///< empty when the taxonomy does not know the title
  std::string sector, level, education;  ///< sector: of the employers
};
struct Lists {
  std::vector<Origin> origins;
  std::vector<Trade> trades;
  std::vector<std::string> interests;
  std::map<std::string, std::vector<std::string>> employers;  ///< by sector
  std::vector<std::string> all_employers;
  std::vector<std::string> districts;  ///< Stockholm's, as they are called now and were called before
  BySide<Lottery> origin;
  BySide<BySex<Lottery>> trade;
};

Lists read_lists(const occupations::Taxonomy& taxonomy);

}  // namespace parvis::demo
