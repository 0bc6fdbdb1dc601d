#include "app/draws/draws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "domain/assignment/summer_made_up.hpp"
#include "domain/proof/draw_checker.hpp"

namespace parvis::draws {
namespace {

using assignment::Chance;
using proof::Reply;
using ::testing::HasSubstr;

formats::Table table(std::string_view csv, const std::string& file) {
  auto read = formats::read_table(csv, file);
  EXPECT_TRUE(read) << in_english(read.error().what);
  return std::move(*read);
}

Sheets sheets(std::string_view applicants, std::string_view places) {
  return read_sheets(table(applicants, "applicants.csv"), table(places, "places.csv"));
}

constexpr std::string_view five =
    "id,class,group,wishes\n"
    "1,1,kvinna,Park;Bad\n2,,man,Park\n3,,kvinna,Park;Bad\n4,,man,Bad;Park\n5,2,man,Bibliotek\n";
constexpr std::string_view two_places = "place,capacity\nPark,2\nBad,1\nBibliotek,1\n";

// --- reading -------------------------------------------------------------------------------------------------

TEST(Draws, TwoFilesAreReadInSwedishAndInEnglish) {
  const auto english = sheets(five, two_places);
  EXPECT_TRUE(english.rejects.empty());
  ASSERT_EQ(english.list.applicants.size(), 5u);
  EXPECT_EQ(english.list.applicants[0].priority, 1);
  EXPECT_EQ(english.list.applicants[1].priority, lots::no_class);
  const auto swedish = sheets(
      "löpnummer;önskemål;kön;förtur\n4;\"bad; "
      "PARK\";Man;\n5;bibliotek;man;2\n3;Park|Bad;kvinna;\n1;Park|Bad;KVINNA;1\n"
      "2;Park;man;-\n",
      "arbetsplats\tantal platser\nBad\t1\nBibliotek\t1\nPark\t2\n");
  EXPECT_EQ(swedish.list.applicants.size(), 5u);
  EXPECT_EQ(lots::fingerprint_of_places(swedish.list), lots::fingerprint_of_places(english.list));
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_EQ(swedish.list.applicants[i].wishes, english.list.applicants[i].wishes);
}

TEST(Draws, AWrongRowIsToldByRowAndColumnAndTheRestGoesOn) {
  const auto read = sheets(
      "id,class,group,wishes\n1,hög,,Park\n19850312-2387,,,Park\n,,,Park\n2,0,,Park\n3,1,,Park\n3,1,,Bad\n4,,"
      ",Zoo;Bad\n"
      "5,,,\n",
      "place,capacity\nPark,två\nBad,1\nbad,2\n,3\nPark,1\n");
  std::vector<std::string> told;
  for (const auto& reject : read.rejects)
    told.push_back(reject.file + ":" + std::to_string(reject.row) + ":" + reject.column);
  EXPECT_THAT(told,
              testing::ElementsAre("places.csv:2:capacity", "places.csv:4:place", "places.csv:5:place",
                                   "applicants.csv:2:class", "applicants.csv:3:id", "applicants.csv:4:id",
                                   "applicants.csv:5:class", "applicants.csv:7:id", "applicants.csv:8:wishes",
                                   "applicants.csv:9:wishes"));
  for (const auto& reject : read.rejects) EXPECT_THAT(reject.value, testing::Not(HasSubstr("2387")));
  ASSERT_EQ(read.list.applicants.size(), 3u);
  EXPECT_EQ(read.list.places.size(), 2u);
  EXPECT_EQ(read.refused, 8);
  EXPECT_EQ(read.noted, 2);
}

TEST(Draws, WhoeverIsProtectedTakesPartInNothingAndIsOnlyCounted) {
  const auto read = sheets(
      "id,skyddad identitet,wishes\n1,ja,Park\n2,,Park\n3,nej,Park\n 1,,Bad\n4,vet ej,Nowhere\n", two_places);
  EXPECT_EQ(read.left_for_handling_by_hand, 3);
  EXPECT_TRUE(read.rejects.empty());
  ASSERT_EQ(read.list.applicants.size(), 2u);
  EXPECT_EQ(read.list.applicants[0].id, "2");
}

TEST(Draws, AFileWithoutItsColumnsIsNotUsed) {
  EXPECT_FALSE(sheets("id,class\n1,1\n", two_places).usable);
  EXPECT_FALSE(sheets("name,wishes\nA,Park\n", two_places).usable);
  EXPECT_FALSE(sheets(five, "place,colour\nPark,green\n").usable);
}

TEST(Draws, ABoundIsAGroupAndTwoNumbers) {
  const auto list = sheets(five, two_places).list;
  const auto read = [&list](const std::string& text) { return read_bounds({text}, list); };
  EXPECT_EQ(read("kvinna=1..2")->front().lower, 1);
  EXPECT_EQ(read("Kvinna=..2")->front().upper, 2);
  EXPECT_EQ(read("man=1..")->front().upper, std::nullopt);
  EXPECT_EQ(read("man=2")->front().lower, 2);
  EXPECT_EQ(read("man=2")->front().upper, 2);
  for (const char* wrong : {"man", "man=", "man=..", "man=2..1", "man=-1..2", "man=a..b", "=1..2",
                            "pojke=1..2", "man=1...2", "man=1..2..3"})
    EXPECT_FALSE(read(wrong)) << wrong;
  EXPECT_FALSE(read_bounds({"man=1..2", "MAN=1..2"}, list));
}

TEST(Draws, AnAnswerIsYesOrNoAndNeverGuessed) {
  const auto read = [](const std::string& answer) {
    return read_offers(table("wave,id,place,answer\n1,17,Park," + answer + "\n", "answers.csv"));
  };
  EXPECT_EQ(read("Ja")->front().reply, Reply::yes);
  EXPECT_EQ(read("no")->front().reply, Reply::no);
  EXPECT_EQ(read("")->front().reply, Reply::none);
  EXPECT_FALSE(read("perhaps"));
  EXPECT_FALSE(read_offers(table("wave,id,place\n,17,Park\n", "answers.csv")));
  EXPECT_FALSE(read_offers(table("id,place\n17,Park\n", "answers.csv")));
}

// --- drawing -------------------------------------------------------------------------------------------------

lots::List any_list(std::uint64_t seed) {
  Chance chance(seed);
  lots::List list;
  const std::int32_t places = chance.between(1, 4);
  for (std::int32_t p = 0; p < places; ++p)
    list.places.push_back({std::string(1, static_cast<char>('A' + p)), chance.between(0, 2)});
  const std::int32_t people = chance.between(1, 6);
  for (std::int32_t i = 0; i < people; ++i) {
    lots::Applicant applicant;
    applicant.id = std::to_string(i);
    if (chance.between(0, 2) == 0) applicant.priority = chance.between(1, 2);
    applicant.group = std::string(1, static_cast<char>('x' + chance.between(0, 2)));
    const auto order = assignment::shuffled(static_cast<std::size_t>(places), chance);
    applicant.wishes.assign(order.begin(), order.begin() + chance.between(0, places));
    list.applicants.push_back(std::move(applicant));
  }
  for (const char* group : {"x", "y"}) {
    if (chance.between(0, 2) == 0) continue;
    lots::Bound bound{group, chance.between(0, 2), std::nullopt};
    if (chance.between(0, 1) == 0) bound.upper = bound.lower + chance.between(0, 2);
    list.bounds.push_back(bound);
  }
  return list;
}

/// Written and read again, as the verifier gets it.
std::vector<proof::DrawOffer> as_read(const lots::List& list, const Drawn& drawn) {
  const auto csv = offers_csv(list, drawn);
  if (drawn.offers.empty()) return {};
  return *read_offers(table(csv, "offers.csv"));
}
std::string first_finding(const lots::List& list, const proof::DrawClaim& claim,
                          const std::vector<proof::DrawOffer>& offers) {
  const auto findings = proof::check_draw(list, claim, offers);
  return findings.empty() ? "" : in_english(findings.front());
}

TEST(Draws, EveryWaveIsProvedWhateverPeopleAnswer) {
  for (std::uint64_t seed = 0; seed < 6'000; ++seed) {
    const auto list = any_list(seed);
    Chance chance(seed + 1);
    std::vector<proof::DrawOffer> earlier;
    for (int wave = 0; wave < 8; ++wave) {
      auto drawn = draw(list, "seed", earlier);
      if (!drawn) {
        ASSERT_EQ(wave, 0) << in_english(drawn.error());
        break;
      }
      const auto record = read_record(record_json(drawn->claim));
      ASSERT_TRUE(record);
      ASSERT_EQ(first_finding(list, *record, as_read(list, *drawn)), "") << seed << " wave " << wave + 1;
      if (drawn->claim.waves.back().offers == 0) break;
      for (auto& offer : drawn->offers)
        if (offer.wave == wave + 1) offer.reply = static_cast<Reply>(chance.between(0, 2));
      earlier = as_read(list, *drawn);
    }
  }
}

/// The same draw when only these may be placed: the best placing of another set of people, with right prices.
std::optional<Drawn> drawn_for(const lots::List& list, std::uint32_t set, const proof::DrawClaim& claim) {
  lots::List some = list;
  some.bounds.clear();
  for (std::size_t i = 0; i < some.applicants.size(); ++i)
    if (!(set >> i & 1)) some.applicants[i].wishes.clear();
  auto drawn = draw(some, "seed", {});
  if (!drawn || static_cast<int>(drawn->offers.size()) != __builtin_popcount(set)) return std::nullopt;
  auto waves = std::move(drawn->claim.waves);
  drawn->claim = claim;
  drawn->claim.waves = std::move(waves);
  drawn->claim.waves.front().lower = claim.waves.front().lower;
  return std::move(*drawn);
}

TEST(Draws, NoOtherSetOfPeopleIsEverProved) {
  int refused = 0, proved = 0;
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    const auto list = any_list(seed + 70'000);
    const auto right = draw(list, "seed", {});
    if (!right) continue;
    std::uint32_t served = 0;
    for (const auto& offer : right->offers) served |= 1u << std::stoi(offer.id);
    for (std::uint32_t set = 0; set < 1u << list.applicants.size(); ++set) {
      const auto other = drawn_for(list, set, right->claim);
      if (!other) continue;
      const bool holds = first_finding(list, other->claim, other->offers).empty();
      ASSERT_EQ(holds, set == served) << seed << " set " << set;
      ++(holds ? proved : refused);
    }
  }
  EXPECT_GT(refused, 5'000);
  EXPECT_GT(proved, 1'000);
}

TEST(Draws, TheOrderOfTheRowsMeansNothing) {
  const std::string other =
      "wishes,group,id,class\nBibliotek,man,5,2\nBad;Park,man,4,\nPark;Bad,kvinna,3,\nPark,man,2,\nPark;Bad,"
      "kvinna,1,1\n";
  const auto one = sheets(five, two_places).list;
  const auto two = sheets(other, "capacity,place\n1,Bibliotek\n1,Bad\n2,Park\n").list;
  const auto first = draw(one, "seed", {}), second = draw(two, "seed", {});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(offers_csv(one, *first), offers_csv(two, *second));
  EXPECT_EQ(record_json(first->claim), record_json(second->claim));
}

TEST(Draws, AnotherSeedOrOtherFilesInALaterWaveAreToldByRow) {
  const auto list = sheets(five, two_places).list;
  auto drawn = draw(list, "seed", {});
  ASSERT_TRUE(drawn);
  const auto offers = as_read(list, *drawn);
  lots::List without = list;
  without.applicants.erase(without.applicants.begin());
  EXPECT_FALSE(draw(without, "seed", offers));
  bool other_seed_differs = false;
  for (const char* seed : {"a", "b", "c", "d", "e"}) other_seed_differs |= !draw(list, seed, offers);
  EXPECT_TRUE(other_seed_differs);
  auto twice = offers;
  twice.push_back(offers.front());
  EXPECT_THAT(in_english(draw(list, "seed", twice).error()), HasSubstr("stands twice"));
  auto short_of_one = offers;
  short_of_one.pop_back();
  EXPECT_THAT(in_english(draw(list, "seed", short_of_one).error()), HasSubstr("has no such row"));
}

// --- what the verifier refuses -------------------------------------------------------------------------------

struct Tampered {
  lots::List list;
  proof::DrawClaim claim;
  std::vector<proof::DrawOffer> offers;
};

/// Two waves of a small summer: sixty applicants, four places.
Tampered a_draw() {
  Chance chance(7);
  Tampered it;
  it.list.places = {{"Bad", 6}, {"Bibliotek", 3}, {"Kök", 5}, {"Park", 9}};
  for (int i = 10; i < 70; ++i) {
    const auto order = assignment::shuffled(4, chance);
    it.list.applicants.push_back({std::to_string(i),
                                  i % 9 == 0 ? 1 : lots::no_class,
                                  i % 3 == 0 ? "man" : "kvinna",
                                  {order.begin(), order.begin() + chance.between(1, 3)}});
  }
  it.list.bounds = {{"man", 10, 12}};
  auto first = draw(it.list, "Joker 4711827", {});
  for (std::size_t i = 0; i < first->offers.size(); ++i)
    first->offers[i].reply = i % 4 == 0 ? Reply::no : i % 5 == 0 ? Reply::none : Reply::yes;
  const auto second = draw(it.list, "Joker 4711827", as_read(it.list, *first));
  it.claim = second->claim;
  it.offers = as_read(it.list, *second);
  return it;
}

TEST(DrawVerifier, ProvesTheDrawThatWasMade) {
  const auto it = a_draw();
  ASSERT_EQ(it.claim.waves.size(), 2u);
  EXPECT_GT(it.claim.waves[1].offers, 3);
  EXPECT_EQ(first_finding(it.list, it.claim, it.offers), "");
}

TEST(DrawVerifier, RefusesEveryTampering) {
  const std::vector<std::pair<const char*, std::function<void(Tampered&)>>> ways = {
      {"another seed", [](Tampered& it) { it.claim.seed = "Joker 4711828"; }},
      {"another seed with its hash",
       [](Tampered& it) { it.claim.commitment = lots::commitment(it.claim.seed = "Joker 4711828"); }},
      {"an applicant dropped", [](Tampered& it) { it.list.applicants.pop_back(); }},
      {"an applicant dropped everywhere",
       [](Tampered& it) {
         const auto id = it.list.applicants.back().id;
         it.list.applicants.pop_back();
         std::erase(it.claim.order, id);
         std::erase_if(it.offers, [&](const auto& offer) { return offer.id == id; });
       }},
      {"a class changed", [](Tampered& it) { it.list.applicants.back().priority = 1; }},
      {"a wish changed", [](Tampered& it) { std::swap(it.list.places[0].name, it.list.places[1].name); }},
      {"a group changed", [](Tampered& it) { it.list.applicants[1].group = "man"; }},
      {"a seat more", [](Tampered& it) { ++it.list.places[0].seats; }},
      {"two in the order changed", [](Tampered& it) { std::swap(it.claim.order[3], it.claim.order[40]); }},
      {"one dropped from the order", [](Tampered& it) { it.claim.order.pop_back(); }},
      {"an offer dropped", [](Tampered& it) { it.offers.pop_back(); }},
      {"an offer dropped and not counted",
       [](Tampered& it) {
         --it.claim.waves[1].offers;
         it.claim.waves[1].points -= 51 - it.offers.back().wish;
         it.offers.pop_back();
       }},
      {"somebody offered twice", [](Tampered& it) { it.offers.push_back(it.offers.front()); }},
      {"two people swapped", [](Tampered& it) { std::swap(it.offers[0].id, it.offers[1].id); }},
      {"a wrong place",
       [](Tampered& it) { it.offers[0].place = it.offers[0].place == "Park" ? "Bad" : "Park"; }},
      {"a place that does not exist", [](Tampered& it) { it.offers[0].place = "Zoo"; }},
      {"somebody who takes no part", [](Tampered& it) { it.offers[0].id = "99"; }},
      {"a draw number changed",
       [](Tampered& it) { it.offers[0].number[0] = it.offers[0].number[0] == 'a' ? 'b' : 'a'; }},
      {"an order changed", [](Tampered& it) { ++it.offers[0].order; }},
      {"a wish's number changed", [](Tampered& it) { ++it.offers[0].wish; }},
      {"a wave changed", [](Tampered& it) { it.offers[0].wave = 2; }},
      {"a wave that is not claimed", [](Tampered& it) { it.offers[0].wave = 3; }},
      {"a no made a yes", [](Tampered& it) { it.offers[0].reply = Reply::yes; }},
      {"a yes made a no", [](Tampered& it) { it.offers[1].reply = Reply::no; }},
      {"a bound lowered", [](Tampered& it) { it.claim.bounds[0].lower = 0; }},
      {"a bound raised", [](Tampered& it) { it.claim.bounds[0].lower = 12; }},
      {"a bound taken away", [](Tampered& it) { it.claim.bounds.clear(); }},
      {"a bound that contradicts itself", [](Tampered& it) { it.claim.bounds[0].upper = 2; }},
      {"a lower bound given up", [](Tampered& it) { it.claim.waves[1].lower[0] = 3; }},
      {"prices taken away", [](Tampered& it) { it.claim.waves[0].prices.clear(); }},
      {"a price below zero", [](Tampered& it) { it.claim.waves[0].prices["Park"] = -1; }},
      {"points changed", [](Tampered& it) { ++it.claim.waves[0].points; }},
      {"a wave taken away", [](Tampered& it) { it.claim.waves.pop_back(); }},
      {"a wave added", [](Tampered& it) { it.claim.waves.push_back(it.claim.waves.back()); }},
  };
  for (const auto& [name, tamper] : ways) {
    auto it = a_draw();
    tamper(it);
    EXPECT_NE(first_finding(it.list, it.claim, it.offers), "") << name;
  }
}

TEST(DrawVerifier, RefusesEverySwapOfTwoPlaces) {
  const auto right = a_draw();
  for (std::size_t i = 0; i < right.offers.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) {
      auto it = right;
      if (it.offers[i].place == it.offers[k].place) continue;
      std::swap(it.offers[i].place, it.offers[k].place);
      EXPECT_NE(first_finding(it.list, it.claim, it.offers), "") << i << " " << k;
    }
}

TEST(DrawVerifier, ARecordThatIsNoneIsTold) {
  for (const char* text : {"", "[]", "{}", "{\"format\":\"parvis-draw\",\"version\":2}",
                           "{\"format\":\"parvis-draw\",\"version\":1,\"seed\":\"x\"}"})
    EXPECT_FALSE(read_record(text)) << text;
  auto claim = a_draw().claim;
  EXPECT_EQ(record_json(*read_record(record_json(claim))), record_json(claim));
}

TEST(DrawVerifier, AWholeSummerIsProved) {
  const auto summer = assignment::a_summer(3);
  lots::List list;
  for (std::size_t p = 0; p < summer.instance.places(); ++p)
    list.places.push_back({std::string(1, static_cast<char>('A' + p)), summer.instance.capacity[p]});
  for (std::size_t s = 0; s < summer.instance.seekers(); ++s) {
    lots::Applicant applicant{std::to_string(100'000 + s),
                              s < summer.urgent ? 1 : lots::no_class,
                              summer.group[s] == 0 ? "kvinna" : "man",
                              {}};
    std::vector<assignment::Edge> edges(summer.instance.edges_of(s).begin(),
                                        summer.instance.edges_of(s).end());
    std::sort(edges.begin(), edges.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    for (const auto& edge : edges) applicant.wishes.push_back(edge.place);
    list.applicants.push_back(std::move(applicant));
  }
  list.bounds = {{"kvinna", 4'200, 4'280}, {"man", 4'200, 4'280}};
  Chance chance(1);
  std::vector<proof::DrawOffer> earlier;
  for (int wave = 1; wave <= 3; ++wave) {
    auto drawn = draw(list, "Joker 4711827", earlier);
    ASSERT_TRUE(drawn);
    EXPECT_EQ(first_finding(list, drawn->claim, drawn->offers), "");
    for (auto& offer : drawn->offers)
      if (offer.wave == wave) offer.reply = summer.says_yes(chance) ? Reply::yes : Reply::no;
    earlier = as_read(list, *drawn);
  }
}

}  // namespace
}  // namespace parvis::draws
