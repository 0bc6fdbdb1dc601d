/// The programmes and templates that come with the product, as files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>

#include "domain/occupations/taxonomy.hpp"
#include "domain/programme/programme.hpp"
#include "platform/base/fold.hpp"

namespace parvis::programme {
namespace {

namespace fs = std::filesystem;
const fs::path root = PARVIS_SOURCE_DIR;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<fs::path> files_in(const char* folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(root / "examples" / folder))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> all_files() {
  std::vector<fs::path> files = files_in("programmes");
  std::ranges::move(files_in("templates"), std::back_inserter(files));
  return files;
}

Programme shipped(const fs::path& path) {
  ProgrammeRead read = read_programme(bytes_of(path), path.filename().string());
  for (const ConfigFault& fault : read.faults)
    ADD_FAILURE() << fault.file << ":" << fault.line << " " << fault.key << ": "
                  << in_english(fault.expected);
  return read.programme.value_or(Programme{});
}

std::vector<LocalText> texts_of(const Programme& programme) {
  std::vector<LocalText> texts = {programme.name,
                                  programme.for_whom,
                                  programme.summary,
                                  programme.purpose,
                                  programme.matching,
                                  programme.cooperation,
                                  programme.preparation,
                                  programme.asks_of_adept,
                                  programme.asks_of_mentor,
                                  programme.meeting_rhythm,
                                  programme.form_reason,
                                  programme.follow_up.how,
                                  programme.follow_up.documentation};
  for (const Responsibility& one : programme.responsibilities) texts.push_back(one.what);
  for (const Training& one : programme.training) texts.push_back(one.name);
  for (const Track& one : programme.tracks) texts.insert(texts.end(), {one.name, one.for_whom, one.summary});
  if (programme.pilot) texts.push_back(programme.pilot->evaluation);
  return texts;
}

TEST(ShippedProgrammes, AreReadWithoutAFaultAndHaveTheirFilesName) {
  for (const fs::path& path : all_files()) {
    const Programme programme = shipped(path);
    EXPECT_EQ(programme.id, path.stem().string());
    EXPECT_EQ(programme.is_template, path.parent_path().filename() == "templates") << path;
    EXPECT_FALSE(programme.source.empty()) << path;
  }
}

TEST(ShippedProgrammes, MeetTheSevenSuccessFactors) {
  for (const fs::path& path : files_in("programmes"))
    for (const FactorAnswer& answer : success_factors(shipped(path)))
      EXPECT_TRUE(answer.met) << path << ": " << in_english(answer.missing);
}

TEST(ShippedProgrammes, SayEverythingInSwedishEnglishArabicAndUkrainian) {
  for (const fs::path& path : all_files())
    for (const LocalText& text : texts_of(shipped(path))) {
      if (text.empty()) continue;
      for (const char* code : {"sv", "en", "ar", "uk"})
        EXPECT_TRUE(text.contains(code)) << path << ": " << in_language(text, "sv") << " lacks " << code;
    }
}

TEST(ShippedProgrammes, KeepEveryWishAndNeverRepeatAPair) {
  for (const fs::path& path : all_files())
    for (const Track& track : shipped(path).tracks) {
      std::set<people::Wish> wishes;
      for (const Rule& rule : track.rules)
        if (const auto* kept = std::get_if<WishKept>(&rule.test)) wishes.insert(kept->wish);
      EXPECT_EQ(wishes.size(), static_cast<std::size_t>(people::wish_count)) << path << " " << track.id;
      EXPECT_TRUE(std::ranges::any_of(track.rules, [](const Rule& rule) {
        return std::holds_alternative<NotTogetherBefore>(rule.test);
      })) << path;
    }
}

void for_each_eligible(const std::function<void(const Eligible&, const fs::path&)>& look) {
  for (const fs::path& path : all_files())
    for (const Track& track : shipped(path).tracks)
      for (const Rule& rule : track.rules)
        if (const auto* eligible = std::get_if<Eligible>(&rule.test)) look(*eligible, path);
}

TEST(ShippedProgrammes, AreOpenToSomeoneInTheStarterSet) {
  const auto taxonomy = occupations::Taxonomy::starter();
  for_each_eligible([&](const Eligible& eligible, const fs::path& path) {
    const auto met = [&](auto group) {
      return std::ranges::any_of(eligible.occupations,
                                 [&](const std::string& code) { return group.text().starts_with(code); });
    };
    if (!eligible.occupations.empty()) {
      EXPECT_GE(std::ranges::count_if(taxonomy->groups(), met), 3) << path;
    }
    for (const std::string& district : eligible.districts)
      EXPECT_TRUE(taxonomy->find_district(district)) << path << " " << district;
  });
}

TEST(ShippedProgrammes, NameOnlyOccupationGroupsThatThereAre) {
  const char* shared = std::getenv("PARVIS_SHARED");
  const fs::path list =
      fs::path(shared ? shared : PARVIS_SOURCE_DIR "/../shared") / "data/occupations_ssyk2012.csv";
  if (!fs::exists(list)) GTEST_SKIP() << "the whole classification is not here: " << list;
  const std::string known = "\n" + bytes_of(list);
  for_each_eligible([&](const Eligible& eligible, const fs::path& path) {
    for (const std::string& code : eligible.occupations)
      EXPECT_NE(known.find("\n" + code + ","), std::string::npos) << path << " " << code;
  });
}

TEST(ShippedProgrammes, LetNobodyMeetTheYoungBeforeRecordAndTrainingAreShown) {
  const Programme programme = shipped(root / "examples/programmes/stockholmsmentor.toml");
  const Track* youth = programme.track("youth");
  ASSERT_TRUE(youth);
  for (const char* id : {"record_check_shown", "training_done"}) {
    const auto rule = std::ranges::find(youth->rules, id, &Rule::id);
    ASSERT_NE(rule, youth->rules.end()) << id;
    EXPECT_EQ(rule->unknown, OnUnknown::stop) << id;
  }
}

TEST(Templates, TellWhatIsLeftToFillIn) {
  for (const fs::path& path : files_in("templates")) {
    const auto answers = success_factors(shipped(path));
    EXPECT_TRUE(std::ranges::any_of(answers, [](const FactorAnswer& answer) { return !answer.met; })) << path;
    for (const FactorAnswer& answer : answers)
      EXPECT_TRUE(answer.met || in_english(answer.missing).find('[') != std::string::npos) << path;
  }
}

/// Whatever makes a programme differ is a value in its file. Tests may speak of the files that are shipped.
TEST(ShippedProgrammes, HaveNoNameInTheCode) {
  std::vector<std::string> names;
  for (const fs::path& path : files_in("programmes"))
    names.push_back(folded(in_language(shipped(path).name, "sv")));
  for (const auto& entry : fs::recursive_directory_iterator(root / "src")) {
    const fs::path& path = entry.path();
    if (!entry.is_regular_file() || path.stem().string().ends_with("_test")) continue;
    if (path.extension() != ".cpp" && path.extension() != ".hpp") continue;
    const std::string code = folded(bytes_of(path));
    for (const std::string& name : names)
      EXPECT_EQ(code.find(name), std::string::npos) << path << " names “" << name << "”";
  }
}

RC_GTEST_PROP(ShippedProgrammes, AreReadOrRefusedWithALineWhateverIsChangedInThem, ()) {
  static const std::vector<fs::path> files = all_files();
  static const std::map<fs::path, std::string> contents = [] {
    std::map<fs::path, std::string> all;
    for (const fs::path& path : files) all.emplace(path, bytes_of(path));
    return all;
  }();
  std::string text = contents.at(*rc::gen::elementOf(files));
  const int changes = *rc::gen::inRange(1, 4);
  for (int i = 0; i < changes; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    switch (*rc::gen::inRange(0, 4)) {
      case 0: {  // a line is gone
        const auto begin = text.rfind('\n', at);
        const auto from = begin == std::string::npos ? 0 : begin;
        const auto end = text.find('\n', at + 1);
        text.erase(from, (end == std::string::npos ? text.size() : end) - from);
        break;
      }
      case 1: {  // a word is another
        const auto end = text.find_first_of(" \n=.", at);
        const char* word = *rc::gen::element("9", "\"", "ord", "[[rules]]", "true", "]", "= 3", "\xE5", "sv");
        text.replace(at, (end == std::string::npos ? text.size() : end) - at, word);
        break;
      }
      case 2: text[at] = *rc::gen::arbitrary<char>(); break;
      default: text.erase(at, 1); break;
    }
    if (text.empty()) text = "\n";
  }
  const auto last_line = std::ranges::count(text, '\n') + 1;
  const ProgrammeRead read = read_programme(text, "p.toml");
  RC_ASSERT(read.programme.has_value() == read.faults.empty());
  RC_ASSERT(std::ranges::is_sorted(read.faults, {}, &ConfigFault::line));
  for (const ConfigFault& fault : read.faults) RC_ASSERT(fault.line >= 1 && fault.line <= last_line);
}

}  // namespace
}  // namespace parvis::programme
