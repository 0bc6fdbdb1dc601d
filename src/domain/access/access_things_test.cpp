// The policy against tests/access_things.csv, which is written by hand from SECURITY, and docs/access.md against both.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "domain/access/access.hpp"
#include "domain/access/access_fixture.hpp"

namespace parvis::access {
namespace {

using namespace fixture;

struct Line {
  int number = 0;
  std::string role, thing, doing, relation, verdict, conditions, source;
};

std::vector<Line> lines() {
  std::ifstream file(PARVIS_SOURCE_DIR "/tests/access_things.csv");
  std::vector<Line> all;
  std::string text;
  int number = 0;
  while (std::getline(file, text)) {
    if (++number == 1) continue;
    auto cells = cells_of(text);
    if (cells.size() != 7) {
      ADD_FAILURE() << "line " << number << " has " << cells.size() << " cells";
      continue;
    }
    all.push_back({number, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]});
  }
  return all;
}

std::vector<std::string> words(const std::string& cell) {
  std::istringstream in(cell);
  return {std::istream_iterator<std::string>(in), {}};
}
bool says(const std::string& cell, std::string_view word) {
  if (cell == "*") return true;
  for (const auto& one : words(cell))
    if (one == word) return true;
  return false;
}

constexpr ProgrammeId own_programme{42}, other_programme{43};
constexpr PartnerId own_organisation{7}, other_organisation{8};

Grant grant_of(Role role) {
  Grant grant{role, std::nullopt, std::nullopt, today, std::nullopt};
  if (role == Role::partner_coordinator) grant.partner = own_organisation;
  if (role == Role::coordinator || role == Role::manager || role == Role::analyst || role == Role::auditor)
    grant.programme = own_programme;
  return grant;
}

std::map<std::string, Relation> relations() {
  std::map<std::string, Relation> all;
  all["nothing"] = {};
  all["own"].own = true;
  all["own_pair_active"].own_pair = PairTie::active;
  all["own_pair_ended"].own_pair = PairTie::ended;
  all["own_referral"].own_referral = true;
  all["own_note"].own_note = true;
  all["own_organisation"].partners = {own_organisation};
  all["own_organisation_with_consent"].partners = {own_organisation};
  all["own_organisation_with_consent"].consented = {own_organisation};
  all["other_organisation"].partners = {other_organisation};
  all["other_organisation"].consented = {other_organisation};
  all["own_programme"].programmes = {own_programme};
  all["other_programme"].programmes = {other_programme};
  auto& all_ties = all["protected"];
  all_ties = {
      true, PairTie::active, true, true, false, {own_programme}, {own_organisation}, {own_organisation}, true,
      {}};
  return all;
}

/// The grants that are offered to somebody else, within the asker's own programme and organisation.
std::map<std::string, Relation> offers() {
  std::map<std::string, Relation> all;
  for (const Role role : all_roles) {
    auto& relation = all["offers_" + std::string(id_of(role))];
    relation.programmes = {own_programme};
    relation.partners = {own_organisation};
    relation.offered = Grant{role, own_programme, own_organisation, today, std::nullopt};
  }
  return all;
}

std::string conditions_of(const Verdict& verdict) {
  std::string ids;
  for (int i = 0; i < condition_count; ++i)
    if (verdict.conditions.has(static_cast<Condition>(i)))
      ids += (ids.empty() ? "" : " ") + std::string(id_of(static_cast<Condition>(i)));
  return ids;
}

TEST(AccessMatrix, EveryCombinationIsAnsweredAsSecuritySays) {
  const auto all = lines();
  std::set<int> used;
  int combinations = 0;
  const auto check = [&](std::string_view role, const Asker& asker, Thing thing, Doing doing,
                         const std::string& tie, const Relation& relation) {
    ++combinations;
    const auto name =
        std::string(role) + " " + std::string(id_of(thing)) + " " + std::string(id_of(doing)) + " " + tie;
    for (const Line& line : all) {
      if (!says(line.role, role) || !says(line.thing, id_of(thing)) || !says(line.doing, id_of(doing)) ||
          !says(line.relation, tie))
        continue;
      used.insert(line.number);
      const Verdict verdict = may(asker, thing, doing, relation, today);
      EXPECT_EQ(verdict.is_allowed() ? "allowed" : "denied", line.verdict)
          << name << ", line " << line.number;
      EXPECT_EQ(conditions_of(verdict), line.conditions) << name << ", line " << line.number;
      return;
    }
    ADD_FAILURE() << "No line of tests/access_things.csv covers: " << name;
  };
  const auto ties = relations();
  const auto offered = offers();
  for (std::size_t r = 0; r <= all_roles.size(); ++r) {
    const bool is_without_role = r == all_roles.size();
    const std::string role = is_without_role ? "no_role" : std::string(id_of(all_roles[r]));
    const Asker asker{true, true,
                      is_without_role ? std::vector<Grant>{} : std::vector{grant_of(all_roles[r])}};
    for (int t = 0; t < thing_count; ++t)
      for (int d = 0; d < doing_count; ++d)
        for (const auto& [tie, relation] : ties)
          check(role, asker, static_cast<Thing>(t), static_cast<Doing>(d), tie, relation);
    for (const Doing doing : {Doing::invite, Doing::grant})
      for (const auto& [tie, relation] : offered)
        check(role, asker, Thing::users_and_roles, doing, tie, relation);
  }
  EXPECT_GT(combinations, 11 * 26 * 16 * 12);
  for (const Line& line : all)
    EXPECT_TRUE(used.contains(line.number))
        << "line " << line.number << " of tests/access_things.csv says nothing";
}

TEST(AccessMatrix, EveryWordOfTheTableIsKnown) {
  const auto ties = relations();
  const auto offered = offers();
  for (const Line& line : lines()) {
    if (line.role != "*") {
      EXPECT_TRUE(role_of(line.role)) << line.number << ": " << line.role;
    }
    if (line.thing != "*") {
      EXPECT_TRUE(thing_of(line.thing)) << line.number << ": " << line.thing;
    }
    for (const auto& doing : words(line.doing))
      EXPECT_TRUE(doing == "*" || doing_of(doing)) << line.number << ": " << doing;
    for (const auto& tie : words(line.relation))
      EXPECT_TRUE(tie == "*" || ties.contains(tie) || offered.contains(tie)) << line.number << ": " << tie;
    EXPECT_TRUE(line.verdict == "allowed" || line.verdict == "denied") << line.number;
    EXPECT_FALSE(line.source.empty()) << line.number;
  }
}

// --- the page for people --------------------------------------------------------------------------------------

/// The ids of the CSV as the page says them: from its own lists "`id` | words".
std::map<std::string, std::string> words_of_page(const std::vector<std::string>& page) {
  std::map<std::string, std::string> known;
  for (const auto& text : page) {
    if (!text.starts_with("| `")) continue;
    const auto id_ends = text.find("` | ");
    if (id_ends == std::string::npos) continue;
    known[text.substr(3, id_ends - 3)] = text.substr(id_ends + 4, text.size() - id_ends - 6);
  }
  return known;
}

TEST(AccessMatrix, ThePageForPeopleSaysTheSame) {
  std::ifstream file(PARVIS_SOURCE_DIR "/docs/access.md");
  std::vector<std::string> page;
  for (std::string text; std::getline(file, text);) page.push_back(text);
  const auto known = words_of_page(page);
  const auto said = [&](const std::string& cell, const std::string& between) {
    std::string all;
    for (const auto& id : words(cell)) {
      const auto found = known.find(id);
      EXPECT_NE(found, known.end()) << "docs/access.md has no words for " << id;
      if (found != known.end()) all += (all.empty() ? "" : between) + found->second;
    }
    return all;
  };
  std::vector<std::string> expected, stands;
  for (const Line& line : lines())
    if (line.verdict == "allowed")
      expected.push_back("| " + said(line.thing, ", ") + " | " +
                         (line.role == "*" ? "whoever is signed in" : said(line.role, "")) + " | " +
                         said(line.doing, ", ") + " | " +
                         (line.relation == "*" ? "any" : said(line.relation, ", ")) + " | " +
                         said(line.conditions, ", ") + " |");
  bool in_matrix = false;
  for (const auto& text : page) {
    if (text.starts_with("#")) in_matrix = text == "## The matrix";
    if (in_matrix && text.starts_with("| ") && !text.starts_with("| What |")) stands.push_back(text);
  }
  std::string should_be;
  for (const auto& row : expected) should_be += row + "\n";
  EXPECT_EQ(stands, expected) << "The rows of docs/access.md should be:\n" << should_be;
}

}  // namespace
}  // namespace parvis::access
