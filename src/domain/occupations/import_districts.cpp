#include <set>

#include "domain/occupations/import_lists.hpp"
#include "platform/base/fold.hpp"

namespace parvis::occupations {
namespace {

using formats::Row;

// A former name leads to one district of today. As no former name is another's of today, no ring can arise. A
// district may have kept its own name when others joined it.
std::vector<std::string> former_names(Lists& lists, const Sheet& list, const Row& row,
                                      const std::set<std::string>& today) {
  const auto& name = list.cell(row, "name");
  std::vector<std::string> names;
  for (auto& former : parts_of(list.cell(row, "merged_from"), ";")) {
    if (title_key(former) == title_key(name)) continue;
    if (today.contains(title_key(former)))
      lists.findings.add(
          list, row, "merged_from",
          say("“{value}” is the name of another district today, so it cannot be a former name of "
              "{district}. Leave it out in one of the two places.")
              .with("value", former)
              .with("district", name));
    else
      names.push_back(std::move(former));
  }
  return names;
}

}  // namespace

// The list speaks for the municipalities it names; of the others the starter set's districts stay. Neighbours and
// older names come from the starter set, where the names agree and the list says nothing else of them.
std::vector<SourceDistrict> districts_in(Lists& lists) {
  const auto& starter = starter_source().districts;
  const auto list =
      lists.sheet("stockholm_districts.csv", Need::optional, {"name", "municipality_code", "merged_from"});
  if (!list) return starter;
  Once once;
  std::set<std::string> municipalities, today, said;
  std::vector<const Row*> rows;
  for (const auto& row : list->rows()) {
    const auto& name = list->cell(row, "name");
    if (!lists.is_written(*list, row, "name") || !lists.is_first(once, *list, row, "name", title_key(name)))
      continue;
    rows.push_back(&row);
    today.insert(title_key(name));
    municipalities.insert(list->cell(row, "municipality_code"));
    for (const auto& former : parts_of(list->cell(row, "merged_from"), ";")) said.insert(title_key(former));
  }
  std::vector<SourceDistrict> districts, beside;
  for (const auto& known : starter)
    if (!municipalities.contains(known.municipality)) {
      beside.push_back(known);
      today.insert(title_key(known.district.name));
    }
  for (const auto* row : rows) {
    District district{list->cell(*row, "name"), former_names(lists, *list, *row, today), {}};
    for (const auto& known : starter)
      if (title_key(known.district.name) == title_key(district.name)) {
        district.neighbours = known.district.neighbours;
        for (const auto& former : known.district.former_names)
          if (!today.contains(title_key(former)) && !said.contains(title_key(former)))
            district.former_names.push_back(former);
      }
    districts.push_back({std::move(district), list->cell(*row, "municipality_code")});
  }
  districts.insert(districts.end(), beside.begin(), beside.end());
  return districts;
}

}  // namespace parvis::occupations
