#include "app/demo/lists.hpp"

#include <span>

#include "platform/base/assert.hpp"
#include "platform/base/embedded.hpp"

namespace parvis {
std::span<const EmbeddedFile> demo_files();
}

namespace parvis::demo {
namespace {

/// Cells of a TSV file of ours, without its header and its comments.
std::vector<std::vector<std::string>> rows_of(std::string_view path) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& file : demo_files()) {
    if (file.path != path) continue;
    for (const auto& line : parts_of(file.bytes, "\n")) {
      if (line.starts_with('#')) continue;
      auto& cells = rows.emplace_back();
      std::size_t start = 0;
      for (auto tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', start)) {
        cells.push_back(line.substr(start, tab - start));
        start = tab + 1;
      }
      cells.push_back(line.substr(start));
    }
  }
  PARVIS_ASSERT(!rows.empty());
  const auto columns = rows.front().size();
  rows.erase(rows.begin());
  for (auto& row : rows) row.resize(columns);
  return rows;
}

std::vector<Origin> read_origins() {
  std::vector<Origin> origins;
  for (const auto& row : rows_of("origins.tsv")) {
    Origin origin;
    origin.name = row[0];
    origin.weight = {std::stoi(row[1]), std::stoi(row[2])};
    origin.mother_tongues = parts_of(row[3], "|");
    for (const auto& part : parts_of(row[4], ";")) {
      const auto blank = part.rfind(' ');
      origin.also.push_back({part.substr(0, blank), std::stoi(part.substr(blank + 1))});
    }
    origin.mass_flight = std::stoi(row[5]);
    origins.push_back(std::move(origin));
  }
  for (const auto& row : rows_of("names.tsv"))
    for (auto& origin : origins) {
      if (origin.name != row[1]) continue;
      if (row[0] == "family")
        origin.family_names.push_back(row[2]);
      else
        origin.given_names[row[0] == "woman" ? 0 : 1].push_back(row[2]);
    }
  return origins;
}

std::vector<Trade> read_trades(const occupations::Taxonomy& taxonomy) {
  const auto known = [&](const std::string& title) {
    return !title.empty() && taxonomy.find(title).occupation ? title : std::string();
  };
  std::vector<Trade> trades;
  for (const auto& row : rows_of("occupations.tsv")) {
    Trade trade;
    trade.weight = {std::stoi(row[0]), std::stoi(row[1])};
    trade.women = std::stoi(row[2]);
    trade.sv = known(row[3]);
    trade.en = known(row[4]);
    trade.ar = known(row[5]);
    trade.uk = known(row[6]);
    trade.sector = row[7];
    trade.level = row[8];
    trade.education = row[9];
    if (!trade.sv.empty()) trades.push_back(std::move(trade));
  }
  return trades;
}

std::vector<std::string> stockholm_districts(const occupations::Taxonomy& taxonomy) {
  constexpr std::string_view now[] = {
      "Bromma",      "Enskede-Årsta-Vantör", "Farsta",    "Hägersten-Älvsjö", "Hässelby-Vällingby", "Järva",
      "Kungsholmen", "Norra innerstaden",    "Skarpnäck", "Skärholmen",       "Södermalm"};
  std::vector<std::string> names;
  for (const auto& district : taxonomy.districts())
    for (const auto name : now) {
      if (district.name != name) continue;
      // Most write today's name; old lists have the old ones.
      for (int i = 0; i < 6; ++i) names.push_back(district.name);
      names.insert(names.end(), district.former_names.begin(), district.former_names.end());
    }
  return names;
}

}  // namespace

Lists read_lists(const occupations::Taxonomy& taxonomy) {
  Lists lists;
  lists.origins = read_origins();
  lists.trades = read_trades(taxonomy);
  for (const auto& row : rows_of("interests.tsv")) lists.interests.push_back(row[0]);
  for (const auto& row : rows_of("employers.tsv")) {
    lists.employers[row[1]].push_back(row[0]);
    lists.all_employers.push_back(row[0]);
  }
  lists.districts = stockholm_districts(taxonomy);
  for (const std::size_t side : {0u, 1u}) {
    for (const auto& origin : lists.origins) lists.origin[side].add(origin.weight[side]);
    for (const auto& trade : lists.trades) {
      lists.trade[side][0].add(trade.weight[side] * trade.women);
      lists.trade[side][1].add(trade.weight[side] * (100 - trade.women));
    }
  }
  return lists;
}

}  // namespace parvis::demo
