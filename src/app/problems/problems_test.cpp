#include "app/problems/problems.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace parvis::problems {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string reason(const Result<Problem, Message>& read) {
  return read ? "" : in_english(read.error());
}
std::string reason(const Result<Problem, EdgesNo>& read) {
  return read ? "" : in_english(read.error().what);
}

/// A folder that goes away with the test.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() / ("parvis-problems-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string with(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }
  std::string path(const std::string& name) const { return path_ / name; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::filesystem::path path_;
};

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Problems, SolveAMatrixOfCosts) {
  const Folder folder;
  for (const char* text : {"2\n1 5\n3 2\n", "  2  1 5 3\n\n2", "2\r\n1\t5\r\n3 2\r\n"}) {
    const auto outcome = assign({folder.with("a.txt", text), "orlib", "", ""});
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->matched, 2);
    EXPECT_EQ(outcome->objective, 3);
  }
}

TEST(Problems, SolveLinesOfPairsAndCosts) {
  const Folder folder;
  const auto outcome = assign({folder.with("a.txt", "4\n1 1 4\n1 2 -7\n2 2 9\n"), "orlib", "", ""});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->matched, 2);
  EXPECT_EQ(outcome->objective, 13);
}

TEST(Problems, TellPairsFromAMatrixWithAsManyNumbers) {
  const auto pairs =
      read_orlib("6\n1 1 9\n1 2 9\n1 3 9\n1 4 9\n1 5 9\n1 6 9\n2 1 9\n2 2 9\n2 3 9\n2 4 9\n2 5 9\n2 6 9\n");
  ASSERT_TRUE(pairs);
  EXPECT_EQ(pairs->instance.edges.size(), 12u);
  const auto matrix = read_orlib("3\n1 1 9\n1 2 9\n1 3 9\n");
  ASSERT_TRUE(matrix);
  EXPECT_EQ(matrix->instance.edges.size(), 9u);
}

TEST(Problems, SolveADimacsFile) {
  const Folder folder;
  const auto outcome =
      assign({folder.with("a.asn",
                          "c a comment\np asn 4 5\nn 1\nn 3\na 1 2 10\na 1 4 1\na 3 4 2\na 3 2 "
                          "9\na 1 2 3\n"),
              "dimacs-asn", "", ""});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->matched, 2);
  EXPECT_EQ(outcome->objective, 5);  // of the two arcs from 1 to 2 the cheaper
}

TEST(Problems, GiveRoomOnlyToThoseWhomTheFileNames) {
  const auto orlib = read_orlib("9999999\n9999999 3 5\n7 9999999 2\n9999999 64 1\n");
  ASSERT_TRUE(orlib) << reason(orlib);
  EXPECT_THAT(orlib->seekers, ElementsAre("7", "9999999"));
  EXPECT_THAT(orlib->places, ElementsAre("3", "64", "9999999"));
  EXPECT_EQ(assignment::solve(orlib->instance).matched, 2);
  EXPECT_EQ(assignment::solve(orlib->instance).score, -3);
  // The nodes of the first side stand in the order in which the file names them.
  const auto dimacs =
      read_dimacs("p asn 9999999 3\nn 65\nn 2\nn 65\nn 3\na 2 9999999 4\na 65 64 1\na 2 64 1\n");
  ASSERT_TRUE(dimacs) << reason(dimacs);
  EXPECT_THAT(dimacs->seekers, ElementsAre("65", "2", "3"));
  EXPECT_THAT(dimacs->places, ElementsAre("64", "9999999"));
  const auto solution = assignment::solve(dimacs->instance);
  EXPECT_THAT(solution.place_of, ElementsAre(0, 1, assignment::no_place));
  EXPECT_EQ(solution.score, -5);
  for (const auto& empty : {read_orlib("9999999"), read_dimacs("p asn 9999999 0\n")}) {
    ASSERT_TRUE(empty);
    EXPECT_TRUE(empty->seekers.empty() && empty->places.empty() && empty->instance.capacity.empty());
    EXPECT_EQ(assignment::solve(empty->instance).matched, 0);
  }
}

TEST(Problems, SolveEdgesWithCapacities) {
  const Folder folder;
  const std::string edges = folder.with(
      "e.csv", "score;seeker;place\n5;A1;\"M \"\"7\"\"\"\n6;A2;\"M \"\"7\"\"\"\n1;A2;M8\n9;A3;M8\n");
  const auto alone = assign({edges, "edges", "", ""});
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->matched, 2);
  EXPECT_EQ(alone->objective, 15);
  const auto roomy =
      assign({edges, "edges", folder.with("p.csv", "place,capacity\n\"M \"\"7\"\"\",2\nM9,3\n"), ""});
  ASSERT_TRUE(roomy);
  EXPECT_EQ(roomy->matched, 3);
  EXPECT_EQ(roomy->objective, 20);
}

TEST(Problems, WriteACertificateWholeAndLeaveNothingBesideIt) {
  const Folder folder;
  const std::string edges = folder.with("e.csv", "seeker,place,score\nA1,M7,5\nA2,M7,6\n");
  ASSERT_TRUE(assign({edges, "edges", "", folder.path("cert.json")}));
  EXPECT_EQ(
      text_of(folder.path("cert.json")),
      "{\"format\":\"parvis-assign-certificate\",\"version\":1,\"goal\":\"greatest score\",\"matched\":1,"
      "\"objective\":6,\n\"cover\":{\"seekers\":[],\"places\":[\"M7\"]},\n"
      "\"prices\":{\"seekers\":{\"A1\":0,\"A2\":1},\"places\":{\"M7\":5}},\n\"pairs\":[[\"A2\",\"M7\"]]}\n");
  EXPECT_EQ(folder.files(), 2u);
  const auto nowhere = assign({edges, "edges", "", folder.path("no/such/folder/cert.json")});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().kind, AssignNo::Kind::fault);
}

TEST(Problems, SayOnWhichLineSomethingIsWrongAndWhatToWrite) {
  const std::pair<const char*, const char*> orlib[] = {
      {"", "such as 800"},
      {"x", "begins with “x”"},
      {"2\n1 2\n3 many\n", "Line 3: “many”"},
      {"2\n1 2\n3 99999999999\n", "Line 3"},
      {"2\n1 3 5\n", "Line 2: “1 3”"},
      {"3\n1 2 5\n2 2\n", "Line 4: a cost is missing"},
      {"3\n1 2 5\n1 2 6\n", "Line 3: the pair 1 2 stands twice"},
      {"3\n1 2 5.5\n", "“5.5”"},
      {"900\n800 700 5\n1 2 6\n800 700 6\n", "Line 4: the pair 800 700 stands twice"},
      {"10000000\n1 2 5\n", "Line 1: 10000000 rows do not fit. There may be at most 9999999."},
  };
  for (const auto& [text, part] : orlib) EXPECT_THAT(reason(read_orlib(text)), HasSubstr(part)) << text;
  const std::pair<const char*, const char*> dimacs[] = {
      {"", "is missing"},
      {"n 1\n", "Line 1"},
      {"p max 2 1\n", "Line 1"},
      {"p asn 2 1\nn 3\n", "Line 2"},
      {"p asn 2 1\nn 1\na 1 2 x\n", "Line 3: “x”"},
      {"p asn 2 1\nn 1\na 2 1 4\n", "from 2 to 1"},
      {"p asn 2 2\nn 1\na 1 2 4\n", "promises 2 arcs"},
      {"p asn 2 1\nn 1\na 1 2 4 5\n", "goes on after the cost"},
      {"p asn 3 1\nn 1\na 1 2 4\nn 2\n", "before the lines “a”"},
      {"q\n", "begins with “q”"},
      {"p asn 10000000 1\n", "Line 1: 10000000 nodes do not fit. There may be at most 9999999."},
  };
  for (const auto& [text, part] : dimacs) EXPECT_THAT(reason(read_dimacs(text)), HasSubstr(part)) << text;
  const std::pair<const char*, const char*> edges[] = {
      {"", "seeker,place,score"},
      {"seeker,place\n", "seeker,place,score"},
      {"seeker,place,score,score\n", "seeker,place,score"},
      {"seeker,place,score\nA,B\n", "Line 2"},
      {"seeker,place,score\n\nA,B,high\n", "Line 3: “high”"},
      {"seeker,place,score\n,B,1\n", "Line 2"},
      {"seeker,place,score\nA,B,1\nA,B,2\n", "Line 3: the pair A, B stands twice"},
      {"place,x,seeker,score\nB,,A,1\nB,,C,1\n\nD,,A,1\nB,,A,1\nB,,A,3\n", "Line 6: the pair A, B"},
      {"seeker,place,score\nA,\"B,1\n", "never ends"},
      {"seeker,place,score\nA,\xff,1\n", "UTF-8"},
  };
  for (const auto& [text, part] : edges) EXPECT_THAT(reason(read_edges(text, "")), HasSubstr(part)) << text;
  const char* good = "seeker,place,score\nA,B,1\n";
  const std::pair<const char*, const char*> places[] = {
      {"x", "place,capacity"},
      {"place,capacity\nB,-1\n", "Line 2: “-1”"},
      {"place,capacity\nB,1\nB,2\n", "Line 3: the place B stands twice"},
      {"place,capacity\nB\n", "Line 2"},
  };
  for (const auto& [text, part] : places)
    EXPECT_THAT(reason(read_edges(good, text)), HasSubstr(part)) << text;
}

TEST(Problems, SayWhatIsWrongWithTheRequest) {
  const Folder folder;
  const auto format = assign({"x", "xml", "", ""});
  ASSERT_FALSE(format);
  EXPECT_EQ(format.error().kind, AssignNo::Kind::wrong_use);
  const auto places = assign({"x", "orlib", "p.csv", ""});
  ASSERT_FALSE(places);
  EXPECT_EQ(places.error().kind, AssignNo::Kind::wrong_use);
  const auto absent = assign({folder.path("absent"), "orlib", "", ""});
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().kind, AssignNo::Kind::bad_input);
  EXPECT_THAT(in_english(absent.error().what), HasSubstr("absent"));
}

TEST(Problems, NameTheFileInWhichSomethingIsWrong) {
  const Folder folder;
  const auto edges = folder.with("e.csv", "seeker,place,score\nA,B,1\n");
  const auto wrong = [](const std::string& of_edges, const std::string& of_places) {
    const auto outcome = assign({of_edges, "edges", of_places, ""});
    return outcome ? "" : in_english(outcome.error().what);
  };
  for (const char* text : {"place,capacity\nB,1\nB,2\n", "place,capacity\nB,-1\n", "place\nB\n",
                           "place,capacity\nB\n", "place,capacity\n\xff,1\n", "place,capacity\n\"B,1\n"}) {
    const auto places = folder.with("p.csv", text);
    EXPECT_THAT(wrong(edges, places), ::testing::StartsWith(places + ": ")) << text;
  }
  const auto good = folder.with("p.csv", "place,capacity\nB,2\n");
  const auto twice = folder.with("twice.csv", "seeker,place,score\nA,B,1\nA,B,2\n");
  EXPECT_THAT(wrong(twice, good), ::testing::StartsWith(twice + ": Line 3: "));
}

TEST(Problems, TakeAnEmptyProblemAsSolved) {
  ASSERT_TRUE(read_orlib("0"));
  ASSERT_TRUE(read_dimacs("p asn 0 0\n"));
  const auto edges = read_edges("seeker,place,score\n", "place,capacity\n");
  ASSERT_TRUE(edges);
  EXPECT_EQ(assignment::solve(edges->instance).matched, 0);
}

}  // namespace
}  // namespace parvis::problems
