// Any bytes are refused or answered, and never crash: as they come, and with the right head and checksum so that
// what lies behind them is reached.
#include <cstddef>
#include <cstdint>

#include "domain/occupations/image.hpp"

namespace {

using namespace parvis::occupations;

void ask(std::string bytes) {
  const auto taxonomy = Taxonomy::from_bytes(std::move(bytes));
  if (!taxonomy) return;
  const auto& known = **taxonomy;
  for (const auto* title : {"svetsare", "svetsre", "bagare; kock", "7212", "ISCO 2221", "civil engineer"})
    if (const auto answer = known.find(title); answer.occupation)
      (void)known.nearness(*answer.occupation, *answer.occupation);
  const auto groups = known.groups();
  for (const auto group : groups) {
    (void)known.title_of(group, "uk");
    (void)known.field_of(group, "en");
    (void)known.regulated_profession(group);
    (void)known.nearness(group, groups.front());
  }
  (void)known.find_language("arabiska");
  (void)known.language_name("ara", "sv");
  (void)known.find_district("Rinkeby-Kista stadsdelsområde");
  (void)known.district_steps("Bromma", "Järva");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  ask(bytes);
  auto sealed = bytes;
  seal(sealed);
  ask(std::move(sealed));
  // A small whole file with some of its bytes changed: three bytes say where, one says what.
  static const std::string whole = [] {
    Source source;
    source.groups = {{7212, {"svetsare", "welder", "", ""}, 0, 1}, {7213, {"plåtslagare", "", "", ""}, 0, 1}};
    source.fields = {{"industri", "", "", ""}};
    source.rows = {{{{"svetsare", Language::sv}, {"welder", Language::en}}, {7212}, RowKind::occupation}};
    source.pairs = {{7212, 7213, 75, 1}};
    source.isco_to_ssyk = {{2221, 7212}};
    source.languages = {{"ara", "ar", {"Arabiska", "", "", ""}, {}, {}}};
    source.districts = {{{"Järva", {"Rinkeby-Kista"}, {"Bromma"}}, "0180"}, {{"Bromma", {}, {}}, "0180"}};
    return packed(source);
  }();
  auto changed = whole;
  for (std::size_t i = 0; i + 2 < size; i += 3)
    changed[(data[i] * 256u + data[i + 1]) % changed.size()] = static_cast<char>(data[i + 2]);
  seal(changed);
  ask(std::move(changed));
  return 0;
}
