// Any bytes as a spreadsheet: whatever comes, it is read or told, and never crashes.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "domain/people/intake.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parvis;
  static const auto taxonomy = occupations::Taxonomy::starter();
  const auto table = formats::read_table({reinterpret_cast<const char*>(data), size}, "fuzz.csv");
  if (!table) return 0;
  people::IntakeRequest request;
  request.needed = {people::Field::occupation, people::Field::languages, people::Field::availability};
  if (!table->headers.empty()) request.keep.push_back(table->headers.back());
  people::read_adepts(*table, *taxonomy, request);
  people::read_mentors(*table, *taxonomy, request);
  std::vector<people::Reject> rejects;
  people::TitleChoices::read(*table, rejects).csv();
  return 0;
}
