#include "app/processing/register.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

namespace parvis::processing {
namespace {

TEST(Register, HoldsEachPersonalColumnOnce) {
  std::set<std::pair<std::string_view, std::string_view>> told;
  for (const auto& line : register_of_processing())
    for (const auto column : line.columns)
      EXPECT_TRUE(told.emplace(line.table, column).second) << line.table << "." << column << " stands twice";
  for (const auto& table : store::data_catalogue())
    for (const auto& column : table.columns)
      EXPECT_EQ(told.contains({table.name, column.name}), column.ground != store::LegalGround::not_personal)
          << table.name << "." << column.name;
}

TEST(Register, NamesALegalGroundForAllThatIsPersonal) {
  for (const auto& table : store::data_catalogue())
    for (const auto& column : table.columns) {
      if (column.data_class != store::DataClass::p0 && column.data_class != store::DataClass::p1) continue;
      EXPECT_NE(column.ground, store::LegalGround::not_personal) << table.name << "." << column.name;
    }
}

class RegisterGolden : public testing::TestWithParam<Language> {};

void expect_golden(const std::string& name, const std::string& bytes) {
  const auto path = std::string(PARVIS_SOURCE_DIR) + "/tests/golden/" + name;
  if (const char* wish = std::getenv("PARVIS_GOLDEN"); wish != nullptr && std::string_view(wish) == "rewrite")
    std::ofstream(path, std::ios::binary) << bytes;
  std::ifstream file(path, std::ios::binary);
  const std::string kept{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(bytes == kept) << name << " is not as it was; ./dev golden rewrites it";
}

TEST_P(RegisterGolden, IsAsItWasReviewed) {
  const auto& t = Texts::in(GetParam());
  const std::string code(code_of(GetParam()));
  expect_golden("register." + code + ".html", register_document(t));
  expect_golden("register." + code + ".csv", register_csv(t));
  expect_golden("logged." + code + ".csv", logged_csv(t));
}

INSTANTIATE_TEST_SUITE_P(Languages, RegisterGolden, testing::ValuesIn(all_languages),
                         [](const auto& language) { return std::string(code_of(language.param)); });

}  // namespace
}  // namespace parvis::processing
