#include "platform/i18n/names.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace parvis {
namespace {

// As a search does: each word that is asked for begins some word of the name, or has its consonants.
bool finds(std::string_view asked, std::string_view name) {
  const auto words = name_words(name);
  const auto wanted = name_words(asked);
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& has) {
      return word.front() == '~' ? has == word : has.substr(0, word.size()) == word;
    });
  });
}

TEST(Names, AreFoundInAnyScript) {
  for (const auto& [asked, name] : {std::pair{"Asa", "Åsa"},
                                    {"Åsa", "Asa"},
                                    {"Maria", "Мария"},
                                    {"Мария", "Maria"},
                                    {"Yuliya", "Юлия"},
                                    {"Julia", "Юлия"},
                                    {"Olena", "Олена"},
                                    {"Mohammed", "محمد"},
                                    {"Muhammad", "محمد"},
                                    {"محمد", "Mohamed"},
                                    {"Nguyen", "Nguyễn"},
                                    {"Lukasz", "Łukasz"},
                                    {"OBRIEN", "O'Brien"},
                                    {"josef", "Yosef"},
                                    {"Sofia", "Sophia"},
                                    {"Shevchenko", "Шевченко"},
                                    {"Schröder", "Шрёдер"},
                                    {"Kuznetsov", "Кузнецов"}})
    EXPECT_TRUE(finds(asked, name)) << asked << " in " << name;
}

TEST(Names, ThatAreOthersAreNotFound) {
  for (const auto& [asked, name] :
       {std::pair{"Maria", "Marta"}, {"Bo", "Ali"}, {"Anna", "Hanna"}, {"Karl", "Carl Å"}})
    EXPECT_FALSE(finds(asked, name)) << asked << " in " << name;
}

TEST(Names, HaveTheirWordsApart) {
  EXPECT_EQ(name_words("Anna-Karin  Ek"), (std::vector<std::string>{"ana", "ek", "karin", "~krn"}));
  EXPECT_TRUE(name_words(" - ").empty());
  EXPECT_TRUE(name_words("").empty());
}

TEST(Names, SortAsPeopleExpect) {
  EXPECT_LT(sort_key("Zara", "sv"), sort_key("Åsa", "sv"));
  EXPECT_LT(sort_key("Åsa", "sv"), sort_key("Ärla", "sv"));
  EXPECT_LT(sort_key("Ärla", "sv"), sort_key("Örjan", "sv"));
  EXPECT_LT(sort_key("anna", "sv"), sort_key("Bo", "sv"));
}

}  // namespace
}  // namespace parvis
