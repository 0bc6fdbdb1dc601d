#include "platform/crypto/keyring.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

namespace parvis::crypto {
namespace {

namespace fs = std::filesystem;
const Date first_day = *Date::from(2026, 11, 22);
const Date next_year = *Date::from(2027, 11, 22);

class TheKeyFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "parvis-keys-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    path_ = folder_ / "keys";
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string text() const {
    std::ostringstream all;
    all << std::ifstream(path_).rdbuf();
    return all.str();
  }
  void write(const std::string& text) const {
    std::ofstream(path_) << text;
    fs::permissions(path_, fs::perms::owner_read | fs::perms::owner_write);
  }
  KeyFault::Kind why_not() const { return Keyring::load(path_).error().kind; }
  auto files_in_folder() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

  fs::path folder_, path_;
};

TEST_F(TheKeyFile, IsMadeOnceForItsOwnerAlone) {
  const auto made = Keyring::create(path_, first_day);
  ASSERT_TRUE(made);
  struct stat about;
  ASSERT_EQ(::stat(path_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777u, 0600u);
  EXPECT_EQ(files_in_folder(), 1) << "nothing is left beside it";

  const auto before = text();
  EXPECT_EQ(Keyring::create(path_, next_year).error().kind, KeyFault::Kind::exists_already);
  EXPECT_EQ(text(), before);
  EXPECT_EQ(files_in_folder(), 1);

  const auto loaded = Keyring::load(path_);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->open(made->seal("19811228-9874", "person:1"), "person:1"), "19811228-9874");
}

TEST_F(TheKeyFile, IsNeverMadeInThePlaceOfALink) {
  fs::create_symlink(folder_ / "elsewhere", path_);
  EXPECT_EQ(Keyring::create(path_, first_day).error().kind, KeyFault::Kind::exists_already);
}

TEST_F(TheKeyFile, CanBeReadByAPersonToo) {
  ASSERT_TRUE(Keyring::create(path_, first_day));
  EXPECT_TRUE(text().starts_with("parvis-keys 1\n#")) << text();
  EXPECT_NE(text().find("\nhash 2026-11-22 "), std::string::npos);
  EXPECT_NE(text().find("\n1 2026-11-22 "), std::string::npos);
  EXPECT_NE(text().find(" active\n"), std::string::npos);
  write(text().insert(text().find("hash"), "\n# The copy lies in the safe on the third floor.\r\n"));
  EXPECT_TRUE(Keyring::load(path_)) << "a comment does no harm";
}

TEST_F(TheKeyFile, IsRefusedWhenOthersMayReadIt) {
  ASSERT_TRUE(Keyring::create(path_, first_day));
  for (const unsigned mode : {0640u, 0604u, 0660u}) {
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
    EXPECT_EQ(why_not(), KeyFault::Kind::readable_by_others);
  }
  EXPECT_NE(in_english(Keyring::load(path_).error().what).find("chmod 600 " + path_.string()),
            std::string::npos);
}

TEST_F(TheKeyFile, IsRefusedWhenMissingOrAnotherFile) {
  EXPECT_EQ(why_not(), KeyFault::Kind::not_found);
  EXPECT_EQ(Keyring::create(folder_ / "no" / "keys", first_day).error().kind, KeyFault::Kind::unwritable);
  for (const char* other :
       {"", "\n", "parvis-keys 1\n", "parvis-keys 2\n", "a shopping list\n", "check \n", "check "}) {
    write(other);
    EXPECT_EQ(why_not(), KeyFault::Kind::not_a_key_file) << other;
  }
  fs::remove(path_);
  fs::create_directory(path_);
  fs::permissions(path_, fs::perms::owner_all);
  EXPECT_EQ(why_not(), KeyFault::Kind::not_a_key_file);
}

TEST_F(TheKeyFile, IsRefusedAfterAnySlipInACopiedKey) {
  ASSERT_TRUE(Keyring::create(path_, first_day));
  const auto whole = text();
  for (std::size_t i = whole.find("hash"); i + 1 < whole.size(); ++i) {
    auto slipped = whole;
    slipped[i] = slipped[i] == 'A' ? 'B' : 'A';
    write(slipped);
    EXPECT_EQ(why_not(), KeyFault::Kind::not_a_key_file) << slipped;
    write(whole.substr(0, i));
    EXPECT_EQ(why_not(), KeyFault::Kind::not_a_key_file) << i;
  }
  write(whole);
  EXPECT_TRUE(Keyring::load(path_));
}

TEST_F(TheKeyFile, RotatesWithoutLosingWhatIsSealedOrLookedUp) {
  auto keys = *Keyring::create(path_, first_day);
  const auto cell = keys.seal("Storgatan 1", "person.address:7");
  const auto number = keys.keyed_hash("identity_number", "198112289874");

  keys = *keys.with_new_key(next_year).save(path_);
  keys = *Keyring::load(path_);
  EXPECT_TRUE(keys.is_behind(cell));
  EXPECT_EQ(Keyring::key_of(cell), 1u);
  EXPECT_EQ(keys.open(cell, "person.address:7"), "Storgatan 1");
  EXPECT_EQ(keys.keyed_hash("identity_number", "198112289874"), number);
  const auto again = keys.seal("Storgatan 1", "person.address:7");
  EXPECT_FALSE(keys.is_behind(again));

  keys = *keys.without(1)->save(path_);
  keys = *Keyring::load(path_);
  ASSERT_EQ(keys.lines().size(), 1u);
  EXPECT_EQ(keys.lines()[0].id, 2u);
  EXPECT_EQ(keys.lines()[0].made_on, next_year);
  EXPECT_EQ(keys.open(cell, "person.address:7").error(), OpenFault::unknown_key);
  EXPECT_EQ(keys.open(again, "person.address:7"), "Storgatan 1");
  EXPECT_EQ(keys.keyed_hash("identity_number", "198112289874"), number);
  EXPECT_EQ(keys.with_new_key(next_year).lines().back().id, 3u) << "an id is not used again";
}

TEST_F(TheKeyFile, KeepsTheActiveKeyAndKnowsNoOthers) {
  const auto keys = *Keyring::create(path_, first_day);
  EXPECT_EQ(keys.without(1).error().kind, KeyFault::Kind::still_active);
  EXPECT_EQ(keys.without(9).error().kind, KeyFault::Kind::unknown_key);
}

TEST_F(TheKeyFile, LosesNoKeyWhenTwoRotateAtOnce) {
  const auto keys = *Keyring::create(path_, first_day);
  constexpr int people = 8;
  std::array<bool, people> has_saved{};
  std::vector<std::thread> threads;
  for (int i = 0; i < people; ++i)
    threads.emplace_back([&, i] {
      const auto saved = keys.with_new_key(next_year).save(path_);
      has_saved[i] = saved.has_value();
      EXPECT_TRUE(saved || saved.error().kind == KeyFault::Kind::changed_meanwhile);
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::count(has_saved.begin(), has_saved.end(), true), 1);
  EXPECT_EQ(Keyring::load(path_)->lines().size(), 2u);
  EXPECT_EQ(files_in_folder(), 1);
}

TEST_F(TheKeyFile, SurvivesWhatAPowerCutLeftBesideIt) {
  std::ofstream(path_.string() + ".new") << "half a k";
  const auto keys = Keyring::create(path_, first_day);
  ASSERT_TRUE(keys);
  std::ofstream(path_.string() + ".new") << "half a k";
  EXPECT_TRUE(keys->with_new_key(next_year).save(path_));
  EXPECT_EQ(Keyring::load(path_)->lines().size(), 2u);
  EXPECT_EQ(files_in_folder(), 1);
}

TEST_F(TheKeyFile, StaysWhereItsLinkPoints) {
  const auto keys = *Keyring::create(folder_ / "real", first_day);
  fs::create_symlink(folder_ / "real", path_);
  ASSERT_TRUE(Keyring::load(path_)->with_new_key(next_year).save(path_));
  EXPECT_TRUE(fs::is_symlink(path_));
  EXPECT_EQ(Keyring::load(folder_ / "real")->lines().size(), 2u);
}

class ASealedCell : public TheKeyFile {
 protected:
  void SetUp() override {
    TheKeyFile::SetUp();
    keys_ = *Keyring::create(path_, first_day);
  }
  std::optional<Keyring> keys_;
};

TEST_F(ASealedCell, OpensOnlyWhereItLay) {
  const auto cell = keys_->seal("19811228-9874", "person.identity_number:42");
  EXPECT_EQ(keys_->open(cell, "person.identity_number:42"), "19811228-9874");
  EXPECT_EQ(keys_->open(cell, "person.identity_number:43").error(), OpenFault::not_authentic);
  EXPECT_EQ(keys_->open(cell, "person.address:42").error(), OpenFault::not_authentic);
  EXPECT_EQ(cell.size(), 13 + Keyring::seal_overhead);
  EXPECT_EQ(cell.find("1981"), std::string::npos);
  EXPECT_NE(cell, keys_->seal("19811228-9874", "person.identity_number:42"))
      << "two alike cannot be recognised";
  EXPECT_EQ(keys_->open(keys_->seal("", "x"), "x"), "");
}

TEST_F(ASealedCell, IsRefusedWithAnyByteChangedOrMissing) {
  const auto cell = keys_->seal("note", "person.needs:1");
  for (std::size_t i = 0; i < cell.size(); ++i) {
    auto changed = cell;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(keys_->open(changed, "person.needs:1")) << i;
    EXPECT_FALSE(keys_->open(cell.substr(0, i), "person.needs:1")) << i;
  }
  EXPECT_FALSE(keys_->open(cell + "x", "person.needs:1"));
  EXPECT_EQ(keys_->open("Storgatan 1", "person.address:1").error(), OpenFault::not_sealed);
  EXPECT_FALSE(Keyring::key_of(""));
  EXPECT_EQ(Keyring::create(folder_ / "other", first_day)->open(cell, "person.needs:1").error(),
            OpenFault::not_authentic);
}

TEST_F(ASealedCell, IsHashedByPurposeAndByCity) {
  const auto hash = keys_->keyed_hash("identity_number", "198112289874");
  EXPECT_EQ(hash.size(), 32u);
  EXPECT_NE(hash, keys_->keyed_hash("history", "198112289874"));
  EXPECT_NE(hash, keys_->keyed_hash("identity_number", "198112289875"));
  EXPECT_NE(hash,
            Keyring::create(folder_ / "other", first_day)->keyed_hash("identity_number", "198112289874"));
}

class ABackup : public ASealedCell {
 protected:
  std::string sealed(const std::string& plain) const {
    std::istringstream from(plain);
    std::ostringstream to;
    EXPECT_EQ(keys_->seal_stream(from, to, "backup"), plain.size());
    return to.str();
  }
  Result<std::string, OpenFault> opened(const std::string& bytes,
                                        std::string_view bound_to = "backup") const {
    std::istringstream from(bytes);
    std::ostringstream to;
    PARVIS_TRY(const auto size, keys_->open_stream(from, to, bound_to));
    EXPECT_EQ(size, to.str().size());
    return to.str();
  }
};

constexpr std::size_t chunk = 64 * 1024, sealed_chunk = chunk + 17, head = 16 + 4 + 24;

TEST_F(ABackup, ComesBackWhateverItsLength) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 5}) {
    const auto plain = random_bytes(size);
    EXPECT_EQ(opened(sealed(plain)), plain) << size;
  }
}

TEST_F(ABackup, IsRefusedWhenCutAnywhere) {
  const auto whole = sealed(random_bytes(2 * chunk + 100));
  for (const std::size_t at : {head, head + sealed_chunk, head + 2 * sealed_chunk})
    EXPECT_EQ(opened(whole.substr(0, at)).error(), OpenFault::cut_short) << at;
  for (const std::size_t at : {head + 100, head + sealed_chunk + 50, whole.size() - 1})
    EXPECT_FALSE(opened(whole.substr(0, at))) << at;
  for (std::size_t at = 0; at < head; ++at) EXPECT_FALSE(opened(whole.substr(0, at))) << at;
}

TEST_F(ABackup, IsRefusedWhenItsPartsAreSwappedLeftOutOrAddedTo) {
  const auto whole = sealed(random_bytes(3 * chunk));
  auto swapped = whole;
  std::swap_ranges(swapped.begin() + head, swapped.begin() + head + sealed_chunk,
                   swapped.begin() + head + sealed_chunk);
  EXPECT_EQ(opened(swapped).error(), OpenFault::not_authentic);
  auto shorter = whole;
  EXPECT_EQ(opened(shorter.erase(head + sealed_chunk, sealed_chunk)).error(), OpenFault::not_authentic);
  EXPECT_FALSE(opened(whole + "x"));
  EXPECT_FALSE(opened(whole + std::string(chunk, 'x')));
  EXPECT_FALSE(opened(whole + whole));
}

TEST_F(ABackup, IsRefusedWhenChangedOrUsedAsSomethingElse) {
  const auto whole = sealed("the city's memory");
  EXPECT_EQ(opened(whole, "export").error(), OpenFault::not_authentic);
  EXPECT_EQ(opened("PK\x03\x04 some other file, long enough to hold a head").error(), OpenFault::not_sealed);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(opened(changed)) << i;
  }
}

TEST_F(ABackup, OpensAfterARotationUntilItsKeyIsGone) {
  const auto whole = sealed("the city's memory");
  *keys_ = keys_->with_new_key(next_year);
  EXPECT_EQ(opened(whole), "the city's memory");
  *keys_ = *keys_->without(1);
  EXPECT_EQ(opened(whole).error(), OpenFault::unknown_key);
}

TEST_F(ABackup, SaysWhenTheDiskIsFullOrTheSourceFails) {
  const auto failing = [](char*, std::size_t) { return std::optional<std::size_t>(); };
  const auto full = [](std::string_view) { return false; };
  const auto empty = [](char*, std::size_t) { return std::optional<std::size_t>(0); };
  const auto any = [](std::string_view) { return true; };
  EXPECT_EQ(keys_->seal_stream(failing, any, "backup").error(), OpenFault::unreadable);
  EXPECT_EQ(keys_->seal_stream(empty, full, "backup").error(), OpenFault::unwritable);
  EXPECT_EQ(keys_->open_stream(failing, any, "backup").error(), OpenFault::unreadable);
  for (const auto fault : {OpenFault::not_sealed, OpenFault::unknown_key, OpenFault::not_authentic,
                           OpenFault::cut_short, OpenFault::unreadable, OpenFault::unwritable})
    EXPECT_FALSE(describe(fault).empty());
}

}  // namespace
}  // namespace parvis::crypto
