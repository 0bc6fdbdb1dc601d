#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <vector>

#include "app/demo/demo.hpp"
#include "terminal/demo_round.hpp"

namespace parvis {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

/// Everything that a run leaves: its files and what it said.
std::string everything(const Desk& desk, const Ran& ran) {
  std::string all = ran.out + ran.err;
  for (const auto* name : {"pairs.csv", "round.html", "round.json", "cert.json", "rejects.csv"})
    all += std::string(name) + "\n" + desk.read(name);
  return all;
}

TEST(Terminal, TwoSpreadsheetsBecomePairsWithAProof) {
  const Desk desk;
  const auto people = city(150, 100);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const auto made = desk.run(plus(demo_round, all_files));
  EXPECT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(desk.read("pairs.csv"), testing::StartsWith("adept_id,mentor_id,score,occupation,languages,"));
  const auto proved = desk.run(demo_check);
  EXPECT_EQ(proved.exit_code, 0) << proved.out << proved.err;
}

TEST(Terminal, AProgrammeOf231PairsIsMatchedProvedAndPrinted) {
  const Desk desk;
  const auto people = city(500, 159);  // so many that the track makes as many pairs as a real programme had
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const auto made = desk.run(plus(demo_round, plus(all_files, "--lang en")));
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.err, HasSubstr("Matched 231 pairs"));
  const auto pairs = desk.read("pairs.csv");
  EXPECT_EQ(std::count(pairs.begin(), pairs.end(), '\n'), 1 + 231);
  const auto proved = desk.run(plus(demo_check, "--lang en"));
  EXPECT_EQ(proved.exit_code, 0) << proved.out << proved.err;
  EXPECT_THAT(proved.out, HasSubstr("Proved: 231 pairs"));
  EXPECT_THAT(desk.read("round.html"), HasSubstr("231"));
}

TEST(Terminal, ADiskThatIsFullIsAFault) {
  const Desk desk;
  const auto ran = desk.run(plus(lindhamn, "--out /dev/full"));
  EXPECT_EQ(ran.exit_code, 4) << ran.err;
}

TEST(Terminal, OrderThreadsLocaleAndTimeZoneChangeNothing) {
  const Desk desk;
  auto people = city(300, 200);
  // Of a doubled id the first row stands, and that does depend on the order.
  people.adepts_csv = with_each_id_once(people.adepts_csv);
  people.mentors_csv = with_each_id_once(people.mentors_csv);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const auto first =
      desk.run(plus(demo_round, "--out pairs.csv --report round.html --certificate cert.json --threads 1"));
  ASSERT_EQ(first.exit_code, 0) << first.err;
  const auto pairs = desk.read("pairs.csv"), report = desk.read("round.html"), proof = desk.read("cert.json");
  for (unsigned seed = 1; seed <= 3; ++seed) {
    desk.write("adepts.csv", with_rows_shuffled(people.adepts_csv, seed));
    desk.write("mentors.csv", with_rows_shuffled(people.mentors_csv, seed + 10));
    desk.run(plus(demo_round, "--out pairs.csv --report round.html --certificate cert.json --threads 2"),
             seed == 1 ? "TZ=Asia/Tokyo LC_ALL=sv_SE.UTF-8" : "TZ=America/Los_Angeles LC_ALL=C LANGUAGE=ar");
    EXPECT_EQ(desk.read("pairs.csv"), pairs);
    EXPECT_EQ(desk.read("cert.json"), proof);
    EXPECT_EQ(desk.read("round.html"), report);
  }
}

TEST(Terminal, NothingOfAProtectedPersonIsInAnyOutput) {
  const Desk desk;
  const auto ran = desk.run(plus(lindhamn, plus(all_files, "--names")));
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  const auto all = everything(desk, ran);
  EXPECT_THAT(all, Not(HasSubstr("Hemlig")));
  for (const auto* id : {">A5<", "\"A5\"", "A5,", "A5 "})
    EXPECT_THAT(desk.read("pairs.csv") + desk.read("round.json") + ran.err, Not(HasSubstr(id)));
  EXPECT_THAT(all, Not(HasSubstr(">A5<")));
  EXPECT_THAT(all, HasSubstr("Amira"));
}

TEST(Terminal, NamesStandInTheReportOnlyWhenAskedFor) {
  const Desk desk;
  const auto ran = desk.run(plus(lindhamn, all_files));
  EXPECT_THAT(everything(desk, ran), Not(HasSubstr("Amira")));
}

TEST(Terminal, LocksAndTitlesAreKept) {
  const Desk desk;
  const auto ran = desk.run(
      plus(lindhamn,
           plus(all_files,
                "--locks {source}/tests/lindhamn/locks.csv --titles {source}/tests/lindhamn/titles.csv")));
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(desk.read("pairs.csv"), HasSubstr("A11,M7,"));
  EXPECT_THAT(desk.read("pairs.csv"), Not(HasSubstr("A2,M3,")));
  EXPECT_THAT(desk.read("round.html"), HasSubstr("Hassan and Sven have met"));
}

TEST(Terminal, EachKindOfMistakeHasItsExitCode) {
  const Desk desk;
  EXPECT_EQ(desk.run("").exit_code, 2);
  EXPECT_EQ(desk.run("match --out pairs.csv").exit_code, 2);
  EXPECT_EQ(desk.run("matchmaking").exit_code, 2);
  EXPECT_EQ(desk.run("--help").exit_code, 0);
  EXPECT_EQ(desk.run(plus(lindhamn, "--out pairs.csv --track nowhere")).exit_code, 2);
  EXPECT_EQ(desk.run("match --programme none.toml --adepts a.csv --mentors m.csv --out pairs.csv").exit_code,
            3);
  EXPECT_EQ(desk.run(plus(lindhamn, "--out no/such/folder/pairs.csv")).exit_code, 2);
  desk.write("adepts.csv", "name\nAmira\n");
  desk.write("mentors.csv", "id\nM1\n");
  EXPECT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 3);
  EXPECT_FALSE(desk.has("pairs.csv"));
  desk.write("adepts.csv", "id,occupation\nA1,svetsare\n");
  desk.write("mentors.csv", "id,occupation\nM1,förskollärare\n");
  EXPECT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 1);
}

TEST(Terminal, AFolderThatIsMissingIsToldBeforeAnythingElse) {
  const Desk desk;
  for (const auto* option : {"--report", "--json", "--certificate", "--rejects"}) {
    const auto ran =
        desk.run("match --programme none.toml --adepts a.csv --mentors m.csv --lang en --out pairs.csv " +
                 std::string(option) + " no/such/file");
    EXPECT_EQ(ran.exit_code, 2) << option;
    EXPECT_THAT(ran.err, HasSubstr("There is no folder no/such for no/such/file."));
  }
  EXPECT_THAT(desk.run("match --programme p --adepts a --mentors m --lang en --out .").err,
              HasSubstr("is a folder"));
}

TEST(Terminal, HelpAndWrongUseAreInTheReadersLanguage) {
  const Desk desk;
  const auto help = desk.run("--lang en match --help");
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, HasSubstr("Usage: parvis match"));
  EXPECT_THAT(help.out, HasSubstr("the best pairs from two spreadsheets, with reasons"));
  EXPECT_THAT(help.out, HasSubstr("--track VALUE "));
  EXPECT_THAT(help.out, Not(HasSubstr("--names VALUE")));
  EXPECT_EQ(desk.run("match --help --lang=en").out, help.out);
  EXPECT_EQ(desk.run("match --help", "LC_ALL= LC_MESSAGES= LANG=en_GB.UTF-8").out, help.out);
  EXPECT_EQ(desk.run("match --help", "LC_ALL= LC_MESSAGES=en_GB LANG=sv_SE.UTF-8").out, help.out);
  EXPECT_EQ(desk.run("match --help", "LC_ALL= LC_MESSAGES= LANG=de_DE.UTF-8").out,
            desk.run("match --help --lang sv").out);
  EXPECT_THAT(desk.run("--help --lang en").out, HasSubstr("130 interrupted"));

  const auto told = [&desk](const std::string& line) { return desk.run("--lang en " + line); };
  EXPECT_THAT(told("").err, HasSubstr("A command is missing"));
  EXPECT_THAT(told("match --out pairs.csv").err, HasSubstr("--programme is missing."));
  EXPECT_THAT(told("doctor matchmaking").err, HasSubstr("matchmaking is not understood here."));
  EXPECT_THAT(told("demo --out x --seed seven").err, HasSubstr("--seed: write a whole number such as 7"));
  EXPECT_THAT(told("demo --out x --adepts -1").err, HasSubstr("--adepts: write a whole number from 0 to"));
  EXPECT_THAT(told("assign x --format xml").err,
              HasSubstr("--format: write one of orlib, dimacs-asn, edges"));
  EXPECT_THAT(told("demo --out").err, HasSubstr("--out takes a value."));
  EXPECT_THAT(told("demo --out a --out b").err, HasSubstr("--out can be given once only."));
  EXPECT_THAT(told("mach --out x").err, HasSubstr("mach is not understood here. Did you mean match?"));
  EXPECT_THAT(told("match --adpets a.csv").err,
              HasSubstr("--adpets is not understood here. Did you mean --adepts?"));
  for (const auto* line : {"--lang", "doctor --lang de", "--lang=svenska doctor"})
    EXPECT_EQ(desk.run(line).exit_code, 2) << line;
}

TEST(Terminal, TheDemoCityIsWrittenOverNothing) {
  const Desk desk;
  const auto run = [&desk](const std::string& more) {
    return desk.run("demo --lang en --adepts 5 --mentors 5 --out city" + more);
  };
  ASSERT_EQ(run("").exit_code, 0);
  desk.write("city/mentors.csv", "mine");
  std::filesystem::remove(desk.path("city/adepts.csv"));
  const auto again = run("");
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_THAT(again.err, HasSubstr("city/mentors.csv is there already"));
  EXPECT_EQ(desk.read("city/mentors.csv"), "mine");
  EXPECT_FALSE(desk.has("city/adepts.csv"));
  EXPECT_EQ(run(" --replace").exit_code, 0);
  EXPECT_NE(desk.read("city/mentors.csv"), "mine");
}

TEST(Terminal, AFormulaInAKeptColumnNeverRuns) {
  const Desk desk;
  desk.write("adepts.csv", "id,occupation,swedish,languages,note\nA1,svetsare,B2,svenska B2,=1+1\n");
  desk.write("mentors.csv", "id,occupation,languages\nM1,svetsare,svenska modersmål\n");
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv --keep note")).exit_code, 0);
  EXPECT_THAT(desk.read("pairs.csv"), HasSubstr(",'=1+1"));
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 0);
  EXPECT_THAT(desk.read("pairs.csv"), Not(HasSubstr("1+1")));
  EXPECT_EQ(desk.run(plus(demo_round, "--out pairs.csv --keep nothere")).exit_code, 3);
}

TEST(Terminal, AWorkbookAndSwedishExcelsCsvGiveTheSamePairs) {
  const Desk desk;
  const auto people = city(60, 40);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 0);
  const auto pairs = desk.read("pairs.csv");
  desk.write("adepts.csv", demo::as_xlsx(people.adepts_csv).value());
  desk.write("mentors.csv", demo::as_xlsx(people.mentors_csv).value());
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 0);
  EXPECT_EQ(desk.read("pairs.csv"), pairs);
  desk.write("adepts.csv", "\xEF\xBB\xBF" + people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 0);
  EXPECT_EQ(desk.read("pairs.csv"), pairs);
}

TEST(Terminal, AMisspeltTitleStopsItsRowUntilItIsSettled) {
  const Desk desk;
  desk.write("adepts.csv", "id,occupation,swedish\nA1,svettsare,B2\n");
  desk.write("mentors.csv", "id,occupation\nM1,svetsare\n");
  auto ran = desk.run(plus(demo_round, "--out pairs.csv --rejects rejects.csv --lang en"));
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.err, HasSubstr("svetsare (7212)"));
  EXPECT_THAT(desk.read("rejects.csv"), HasSubstr("adepts.csv,2,occupation,svettsare,"));
  desk.write("titles.csv", "title,ssyk\nsvettsare,7212\n");
  EXPECT_EQ(desk.run(plus(demo_round, "--out pairs.csv --titles titles.csv")).exit_code, 0);
}

TEST(Terminal, AColumnThatNobodyLooksAtIsTold) {
  const Desk desk;
  desk.write("adepts.csv", "id,occupation,swedish,shoe size\nA1,svetsare,B2,38\n");
  desk.write("mentors.csv", "id,occupation\nM1,svetsare\n");
  EXPECT_THAT(desk.run(plus(demo_round, "--out pairs.csv --lang en")).err,
              HasSubstr("In adepts.csv 1 column is not used: shoe size."));
}

TEST(Terminal, AnInterruptLeavesNoHalfFile) {
  const Desk desk;
  const auto people = city(6000, 4000);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  int interrupted = 0;
  for (const int after_ms : {50, 400, 900}) {
    for (const auto* name : {"pairs.csv", "round.json", "round.html"}) fs::remove(desk.path(name));
    const auto pid = fork();
    if (pid == 0) {
      if (chdir(desk.folder().c_str()) != 0 || !freopen("/dev/null", "w", stderr)) _exit(9);
      execl(PARVIS_PROGRAM, "parvis", "match", "--programme",
            PARVIS_SOURCE_DIR "/examples/programmes/stockholmsmentor.toml", "--track", "occupation",
            "--adepts", "adepts.csv", "--mentors", "mentors.csv", "--out", "pairs.csv", "--json",
            "round.json", "--report", "round.html", nullptr);
      _exit(9);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
    kill(pid, SIGINT);
    int status = 0;
    waitpid(pid, &status, 0);
    for (const auto& entry : fs::directory_iterator(desk.folder()))
      EXPECT_NE(entry.path().extension(), ".part") << entry.path();
    if (desk.has("round.json")) {
      EXPECT_THAT(desk.read("round.json"), testing::EndsWith("}\n"));
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 130) continue;
    // Interrupted before anything was written: nothing is there at all.
    interrupted += desk.has("pairs.csv") || desk.has("round.json") || desk.has("round.html") ? 0 : 1;
  }
  EXPECT_GE(interrupted, 1) << "no run was interrupted: they end too soon for this test";
}

TEST(Terminal, AProgrammeFileTellsWhatItLacksAndWhereItIsWrong) {
  const Desk desk;
  const auto good = desk.run("programme check {source}/examples/programmes/duo.toml --lang en");
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_THAT(good.out, HasSubstr("7 of 7"));
  const auto lacking = desk.run("programme check {source}/examples/templates/unga.toml --lang en");
  EXPECT_THAT(lacking.out, HasSubstr("[[training]]"));
  desk.write("bad.toml", source_file("examples/programmes/duo.toml") +
                             "\n[[criteria]]\nkind = \"interrests\"\nweight = 5\n");
  const auto bad = desk.run("programme check bad.toml --lang en");
  EXPECT_EQ(bad.exit_code, 3);
  EXPECT_THAT(bad.out, HasSubstr("bad.toml:"));
  EXPECT_THAT(bad.out, HasSubstr("interests"));
}

TEST(Terminal, TheBareProblemIsSolvedInOneLine) {
  const Desk desk;
  desk.write("assign.txt", "3\n4 1 3\n2 0 5\n3 2 2\n");
  auto ran = desk.run("assign assign.txt --format orlib");
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.out, testing::StartsWith("matched 3 objective 5 read_s "));
  desk.write("edges.csv", "seeker,place,score\na,x,9\na,y,6\nb,x,8\nc,x,7\n");
  desk.write("places.csv", "place,capacity\nx,1\ny,1\n");
  ran = desk.run("assign edges.csv --format edges --places places.csv");
  EXPECT_THAT(ran.out, testing::StartsWith("matched 2 objective 14 "));
  desk.write("broken.txt", "3\n4 1 3\n2 0 x\n");
  EXPECT_EQ(desk.run("assign broken.txt --format orlib").exit_code, 3);
}

TEST(Terminal, ADrawIsVerifiedAndATamperedOneIsNot) {
  const Desk desk;
  std::string applicants = "id,class,group,wishes\n";
  for (int i = 1; i <= 60; ++i)
    applicants += std::to_string(i) + (i % 9 == 0 ? ",1," : ",,") + (i % 2 ? "kvinna," : "man,") +
                  (i % 3 ? "Park;Bad\n" : "Bad;Park;Kök\n");
  desk.write("a.csv", applicants);
  desk.write("p.csv", "place,capacity\nPark,9\nBad,7\nKök,4\n");
  const std::string draw =
      "draw --lang en --applicants a.csv --places p.csv --seed 'Joker 1' --bound man=8..10 ";
  ASSERT_EQ(desk.run(draw + "--out offers.csv --record draw.json").exit_code, 0);
  const std::string verify = "verify --lang en --places p.csv --draw draw.json ";
  const auto proved = desk.run(verify + "--applicants a.csv --pairs offers.csv --seed 'Joker 1'");
  EXPECT_EQ(proved.exit_code, 0) << proved.out << proved.err;
  EXPECT_THAT(proved.out, HasSubstr("Proved. Offers: 20, waves: 1, applicants: 60."));
  EXPECT_EQ(desk.run(verify + "--applicants a.csv --pairs offers.csv --seed 'Joker 2'").exit_code, 1);

  const auto offers = desk.read("offers.csv");
  desk.write("fewer.csv", offers.substr(0, offers.rfind('\n', offers.size() - 2) + 1));
  EXPECT_THAT(desk.run(verify + "--applicants a.csv --pairs fewer.csv").out, HasSubstr("Not proved."));
  desk.write("b.csv", applicants.substr(0, applicants.rfind("60,")));
  EXPECT_EQ(desk.run(verify + "--applicants b.csv --pairs offers.csv").exit_code, 1);
  // The order of the rows is nobody's advantage.
  desk.write("shuffled.csv", with_rows_shuffled(applicants, 7));
  EXPECT_EQ(desk.run(verify + "--applicants shuffled.csv --pairs offers.csv").exit_code, 0);

  EXPECT_EQ(desk.run(draw + "--out a.csv").exit_code, 2);
  EXPECT_EQ(desk.run(draw + "--out offers.csv --answers p.csv").exit_code, 3);
  EXPECT_EQ(desk.run("verify --lang en --draw draw.json --pairs offers.csv").exit_code, 2);
  EXPECT_THAT(desk.run("verify --lang en --pairs offers.csv").err, HasSubstr("--programme is missing."));
  EXPECT_EQ(desk.read("a.csv"), applicants);
}

TEST(Terminal, TheOpenClassificationsAreImportedWhole) {
  const char* shared = std::getenv("PARVIS_SHARED");
  const fs::path folder = fs::path(shared ? shared : PARVIS_SOURCE_DIR "/../shared") / "data";
  if (!fs::exists(folder)) GTEST_SKIP() << "the open classifications are not here: " << folder;
  const Desk desk;
  const auto imported = desk.run("taxonomy import '" + folder.string() + "' --out taxonomy.bin --lang en");
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_THAT(imported.err, HasSubstr("429 occupations"));
  const auto people = city(1000, 500);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const auto made = desk.run(plus(demo_round, plus(all_files, "--taxonomy taxonomy.bin")));
  EXPECT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(desk.run(plus(demo_check, "--taxonomy taxonomy.bin")).exit_code, 0);
}

TEST(Terminal, TheDoctorFindsAllWell) {
  const Desk desk;
  EXPECT_EQ(desk.run("doctor").exit_code, 0);
}

}  // namespace
}  // namespace parvis
