#include "app/catalogue/catalogue.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace parvis::catalogue {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("parvis-catalogue-" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  void copy(const char* example, const char* as) const {
    fs::copy_file(fs::path(PARVIS_SOURCE_DIR) / "examples/programmes" / example, path_ / as);
  }
  void write(const char* name, std::string_view bytes) const { std::ofstream(path_ / name) << bytes; }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

TEST(Catalogue, TheExamplesArePartOfTheProgram) {
  const auto& programmes = bundled_programmes();
  EXPECT_TRUE(std::ranges::is_sorted(programmes, {}, &programme::Programme::id));
  EXPECT_TRUE(std::ranges::any_of(programmes, [](const auto& one) { return one.id == "duo"; }));
}

TEST(Catalogue, ACitysOwnFolderIsItsCatalogue) {
  const Folder folder;
  folder.copy("duo.toml", "ours.toml");
  folder.write("notes.txt", "not a programme");
  const auto loaded = load_folder(folder.path());
  EXPECT_TRUE(loaded.faults.empty());
  ASSERT_EQ(loaded.programmes.size(), 1u);
  EXPECT_EQ(loaded.programmes[0].id, "duo");
}

TEST(Catalogue, TwoFilesWithOneIdAreToldApart) {
  const Folder folder;
  folder.copy("duo.toml", "a.toml");
  folder.copy("duo.toml", "b.toml");
  const auto loaded = load_folder(folder.path());
  ASSERT_EQ(loaded.faults.size(), 1u);
  EXPECT_TRUE(loaded.faults[0].file.ends_with("b.toml"));
  EXPECT_NE(in_english(loaded.faults[0].expected).find("a.toml"), std::string::npos);
}

TEST(Catalogue, AFolderWithoutProgrammesIsAFault) {
  const Folder folder;
  EXPECT_EQ(load_folder(folder.path()).faults.size(), 1u);
  EXPECT_EQ(load_folder(folder.path() + "/nowhere").faults.size(), 1u);
}

}  // namespace
}  // namespace parvis::catalogue
