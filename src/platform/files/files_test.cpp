#include "platform/files/files.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <iterator>

namespace parvis::files {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

/// A folder that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string path = (fs::temp_directory_path() / "parvis-files-XXXXXX").string();
    if (::mkdtemp(path.data())) path_ = path;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  std::string at(const std::string& name) const { return (path_ / name).string(); }
  auto entries() const { return std::distance(fs::directory_iterator(path_), fs::directory_iterator{}); }

 private:
  fs::path path_;
};

std::string content(const std::string& path) {
  auto bytes = read_file(path);
  return bytes ? *bytes : in_english(bytes.error());
}
unsigned rights_of(const std::string& path) {
  struct stat about = {};
  return ::stat(path.c_str(), &about) == 0 ? about.st_mode & 0777u : 0;
}

TEST(Files, AListThatWasSavedIsReadAgainByteForByte) {
  const Folder desk;
  const std::string bytes = std::string("Åsa\0\r\n", 7) + std::string(200'000, 'x');
  ASSERT_TRUE(write_file(desk.at("pairs.csv"), bytes));
  EXPECT_EQ(content(desk.at("pairs.csv")), bytes);
  EXPECT_EQ(desk.entries(), 1);
}

TEST(Files, OnlyItsOwnerReadsANewListOfPeople) {
  const Folder desk;
  const auto before = ::umask(0);
  EXPECT_TRUE(write_file(desk.at("pairs.csv"), "Amira"));
  ::umask(before);
  EXPECT_EQ(rights_of(desk.at("pairs.csv")), 0600u);
}

TEST(Files, AListThatIsReplacedKeepsWhoMayReadIt) {
  const Folder desk;
  ASSERT_TRUE(write_file(desk.at("pairs.csv"), "old"));
  ASSERT_EQ(::chmod(desk.at("pairs.csv").c_str(), 0640), 0);
  ASSERT_TRUE(write_file(desk.at("pairs.csv"), "new"));
  EXPECT_EQ(content(desk.at("pairs.csv")), "new");
  EXPECT_EQ(rights_of(desk.at("pairs.csv")), 0640u);
}

TEST(Files, WhoeverHasTheOldListOpenKeepsItWhole) {
  const Folder desk;
  ASSERT_TRUE(write_file(desk.at("pairs.csv"), "old"));
  const int reader = ::open(desk.at("pairs.csv").c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  ASSERT_TRUE(write_file(desk.at("pairs.csv"), "new"));
  char seen[4] = {};
  EXPECT_EQ(::read(reader, seen, 3), 3);
  ::close(reader);
  EXPECT_STREQ(seen, "old");
}

TEST(Files, ALinkStaysALinkAndItsTargetIsReplaced) {
  const Folder desk;
  ASSERT_TRUE(write_file(desk.at("2026.csv"), "old"));
  fs::create_symlink("2026.csv", desk.at("latest.csv"));
  ASSERT_TRUE(write_file(desk.at("latest.csv"), "new"));
  EXPECT_TRUE(fs::is_symlink(desk.at("latest.csv")));
  EXPECT_EQ(content(desk.at("2026.csv")), "new");
}

TEST(Files, APipeIsWrittenIntoAndStays) {
  const Folder desk;
  const auto pipe = desk.at("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  EXPECT_TRUE(write_file(pipe, "Amira"));
  char seen[6] = {};
  EXPECT_EQ(::read(reader, seen, 5), 5);
  ::close(reader);
  EXPECT_STREQ(seen, "Amira");
  EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST(Files, SayWhichFileCannotBeReadOrWrittenAndWhy) {
  const Folder desk;
  EXPECT_EQ(content(desk.at("none.csv")), "There is no file " + desk.at("none.csv") + ".");
  EXPECT_THAT(content(desk.at("")), HasSubstr(" is a folder. Write the name of a file in it."));
  const auto written = write_file(desk.at("no/such/pairs.csv"), "Amira");
  ASSERT_FALSE(written);
  EXPECT_EQ(in_english(written.error()),
            desk.at("no/such/pairs.csv") + " cannot be written: No such file or directory.");
}

/// The disk is full halfway, and that is when the interrupt comes.
[[noreturn]] void write_until_interrupted(const std::string& path) {
  leave_no_half_files();
  ::signal(SIGXFSZ, [](int) { ::raise(SIGINT); });
  const rlimit little{4096, 4096};
  ::setrlimit(RLIMIT_FSIZE, &little);
  const auto written = write_file(path, std::string(10'000, 'x'));
  ::_exit(written ? 1 : 2);
}

TEST(Files, AnInterruptLeavesTheOldListAndNothingBesideIt) {
  const Folder desk;
  ASSERT_TRUE(write_file(desk.at("pairs.csv"), "old"));
  EXPECT_EXIT(write_until_interrupted(desk.at("pairs.csv")), ::testing::ExitedWithCode(128 + SIGINT), "");
  EXPECT_EQ(content(desk.at("pairs.csv")), "old");
  EXPECT_EQ(desk.entries(), 1);
}

}  // namespace
}  // namespace parvis::files
