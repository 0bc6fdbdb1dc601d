// Any bytes as the files of a draw: an answer or a reason, never more. What is drawn is proved, whatever the files said.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/draws/draws.hpp"
#include "domain/proof/draw_checker.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis;
  if (size < 2 || size > 1 << 14) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 4 == 0) {
    const auto record = draws::read_record(bytes);
    if (record && !draws::read_record(draws::record_json(*record))) std::abort();
    return 0;
  }
  const std::size_t cut = bytes.find('\x1e');
  if (cut == std::string_view::npos) return 0;
  const auto applicants = formats::read_table(bytes.substr(0, cut), "applicants.csv");
  const auto places = formats::read_table(bytes.substr(cut + 1), "places.csv");
  if (!applicants || !places) return 0;
  auto sheets = draws::read_sheets(*applicants, *places);
  if (!sheets.usable || sheets.list.applicants.size() > 200) return 0;
  if (!sheets.list.applicants.empty() && !sheets.list.applicants.front().group.empty())
    sheets.list.bounds = {{sheets.list.applicants.front().group, data[0] % 3, data[0] % 3 + data[0] % 5}};
  auto drawn = draws::draw(sheets.list, "seed", {});
  if (!drawn) return 0;
  const auto record = draws::read_record(draws::record_json(drawn->claim));
  const auto table = formats::read_table(draws::offers_csv(sheets.list, *drawn), "offers.csv");
  if (!record || !table) std::abort();
  const auto offers = draws::read_offers(*table);
  if (!offers || !proof::check_draw(sheets.list, *record, *offers).empty()) std::abort();
  return 0;
}
