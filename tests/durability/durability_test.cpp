// An acknowledged act survives kill -9 and a power cut, and nothing is ever half done; a full disk refuses in words
// and recovers by itself. Twenty rounds each in the gate, two hundred with PARVIS_LONG.
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/keep/place.hpp"
#include "power_cut.hpp"

namespace parvis::durability {
namespace {

namespace fs = std::filesystem;

int rounds() {
  return std::getenv("PARVIS_LONG") != nullptr ? 200 : 20;
}

/// A founded city in a folder of its own.
class City {
 public:
  City() {
    auto pattern = (fs::temp_directory_path() / "parvis-durability-XXXXXX").string();
    PARVIS_ASSERT(mkdtemp(pattern.data()) != nullptr);
    around_ = pattern;
    PARVIS_ASSERT(keep::found(where(), "Lindhamn", "sv", Moment::now()).has_value());
  }
  City(const City&) = delete;
  City& operator=(const City&) = delete;
  ~City() { fs::remove_all(around_); }
  keep::Where where() const { return {data(), {}, {}}; }
  std::string data() const { return (around_ / "city").string(); }
  std::string file(const char* name) const { return (around_ / name).string(); }

 private:
  fs::path around_;
};

struct Writer {
  pid_t pid = 0;
  int out = -1;

  Writer(std::vector<std::string> arguments,
         const std::vector<std::pair<std::string, std::string>>& settings) {
    int ends[2];
    PARVIS_ASSERT(::pipe2(ends, O_CLOEXEC) == 0);
    std::vector<char*> pointers;
    arguments.insert(arguments.begin(), PARVIS_WRITER);
    for (auto& one : arguments) pointers.push_back(one.data());
    pointers.push_back(nullptr);
    pid = ::fork();
    if (pid == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      for (const auto& [name, text] : settings) ::setenv(name.c_str(), text.c_str(), 1);
      ::execv(PARVIS_WRITER, pointers.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    out = ends[0];
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { ::close(out); }
  /// The last act it said was kept, once it is dead.
  std::int64_t last_acknowledged() const {
    std::string said;
    char block[4096];
    for (ssize_t n = 0; (n = ::read(out, block, sizeof block)) > 0;)
      said.append(block, static_cast<std::size_t>(n));
    const auto end = said.rfind('\n');
    if (end == std::string::npos) return 0;
    const auto start = end == 0 ? std::string::npos : said.rfind('\n', end - 1);
    return std::stoll(said.substr(start == std::string::npos ? 0 : start + 1));
  }
  int wait() const {
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
};

/// Empty when the city is whole: it opens, its log verifies, everyone up to `acknowledged` is there with both words of
/// the name, and there are as many registrations in the log as people.
std::string what_is_wrong(const keep::Where& where, std::int64_t acknowledged) {
  static constexpr db::Query counts{"counts", R"(
    SELECT (SELECT COUNT(*) FROM person), (SELECT COALESCE(MAX(person_id), 0) FROM person),
           (SELECT COUNT(*) FROM person_name), (SELECT COUNT(*) FROM audit WHERE act = 'person_registered'),
           (SELECT COUNT(*) FROM history WHERE in_table IN ('person', 'person_name')))"};
  const auto kept = keep::open(where, Moment::now());
  if (!kept) return "does not open: " + in_english(kept.error().what);
  if (const auto verified = keep::verify_all(*kept->store); !verified)
    return in_english(verified.error().what);
  const auto row = kept->store->database().read(
      [](db::Transaction& tx) -> Result<std::optional<db::Row>, db::Fault> { return tx.first(counts); });
  if (!row) return row.error().detail;
  const auto at = [&](std::size_t i) { return (*row)->get<std::int64_t>(i); };
  if (at(0) < acknowledged) return fmt::format("{} were acknowledged, {} are there", acknowledged, at(0));
  if (at(1) != at(0)) return "somebody in the middle is missing";
  if (at(2) != 2 * at(0) || at(3) != at(0) || at(4) != 3 * at(0)) return "an act is half done";
  return {};
}

TEST(Durability, NoAcknowledgedActIsLostWhenTheProgramIsKilled) {
  const City city;
  std::mt19937_64 chance(20261123);
  std::int64_t acknowledged = 0;
  for (int round = 0; round < rounds(); ++round) {
    const Writer writer({city.data()}, {});
    std::this_thread::sleep_for(std::chrono::microseconds(20'000 + chance() % 130'000));
    ::kill(writer.pid, SIGKILL);
    ASSERT_EQ(writer.wait(), -SIGKILL);
    acknowledged = std::max(acknowledged, writer.last_acknowledged());
    ASSERT_EQ(what_is_wrong(city.where(), acknowledged), "") << "round " << round;
  }
  EXPECT_GT(acknowledged, rounds());
}

/// The same in a process of its own: a database that lost what was written may hold anything, and Parvis then stops.
std::string what_is_wrong_seen_apart(const keep::Where& where, std::int64_t acknowledged) {
  int ends[2];
  PARVIS_ASSERT(::pipe2(ends, O_CLOEXEC) == 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    const auto wrong = what_is_wrong(where, acknowledged);
    ::_exit(::write(ends[1], wrong.data(), wrong.size()) >= 0 ? 0 : 1);
  }
  ::close(ends[1]);
  char said[1024];
  const auto n = ::read(ends[0], said, sizeof said);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return "what was read could not be";
  return {said, static_cast<std::size_t>(std::max<ssize_t>(n, 0))};
}

std::map<std::string, std::string> files_in(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& one : fs::directory_iterator(folder)) {
    std::ifstream in(one.path(), std::ios::binary);
    files[one.path().string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  return files;
}

/// Plays power cuts at any point of one run. How many of them left a city that is not whole, and the first of them.
struct Losses {
  int cuts = 0, lost = 0;
  std::string first;
};
Losses after_power_cuts(int cuts, bool is_careless) {
  const City city;
  const auto before = files_in(city.data());
  std::vector<std::pair<std::string, std::string>> settings{
      {"LD_PRELOAD", PARVIS_DISK}, {"DISK_FOLDER", city.data()}, {"DISK_JOURNAL", city.file("journal")}};
  if (is_careless) settings.emplace_back("DISK_CARELESS", "yes");
  // Enough for the log to be taken into the database several times (each thousand pages).
  const Writer writer({city.data(), "220"}, settings);
  EXPECT_EQ(writer.last_acknowledged(), 220);
  EXPECT_EQ(writer.wait(), 0);
  const auto journal = read_journal(city.file("journal"));
  EXPECT_GT(journal.size(), 1000u);
  std::mt19937_64 chance(7);
  Losses losses;
  for (; losses.cuts < cuts; ++losses.cuts) {
    const auto after = power_cut(before, journal, chance() % (journal.size() + 1), chance);
    for (const auto& one : fs::directory_iterator(city.data())) fs::remove_all(one.path());
    for (const auto& [name, bytes] : after.files) std::ofstream(name, std::ios::binary) << bytes;
    const auto wrong = what_is_wrong_seen_apart(city.where(), after.acknowledged);
    if (!wrong.empty() && ++losses.lost == 1) losses.first = fmt::format("cut {}: {}", losses.cuts, wrong);
  }
  return losses;
}

TEST(Durability, NoAcknowledgedActIsLostWhenThePowerFails) {
  const auto losses = after_power_cuts(2 * rounds(), false);
  EXPECT_EQ(losses.lost, 0) << losses.first;
}

TEST(Durability, WhatTheDiskWasNotWaitedForIsSeenToBeLost) {
  const auto losses = after_power_cuts(20, true);
  EXPECT_GT(losses.lost, 0);
}

TEST(Durability, AFullDiskRefusesToWriteGoesOnReadingAndRecoversByItself) {
  const City city;
  const Writer writer(
      {city.data(), "full", city.file("flag")},
      {{"LD_PRELOAD", PARVIS_DISK}, {"DISK_FOLDER", city.data()}, {"DISK_FULL", city.file("flag")}});
  EXPECT_EQ(writer.wait(), 0);
  EXPECT_EQ(what_is_wrong(city.where(), 2), "");
}

}  // namespace
}  // namespace parvis::durability
