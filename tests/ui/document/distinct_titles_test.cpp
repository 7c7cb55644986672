#include "ui/document/distinct_titles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace topomq::ui::test {
namespace {

TitledFile at(const char* path)
{
    const QString place = QString::fromUtf8(path);
    return {place.section(QLatin1Char('/'), -1), place};
}

QStringList words(std::initializer_list<const char*> texts)
{
    QStringList all;
    for (const char* text : texts)
        all << QString::fromUtf8(text);
    return all;
}

TEST(DistinctTitles, NamesThatDifferStayAsTheyAre)
{
    EXPECT_EQ(distinctTitles({at("/a/one.topomq"), at("/a/two.topomq")}),
              words({"one.topomq", "two.topomq"}));
}

TEST(DistinctTitles, FilesOfTheSameNameGetTheirFolder)
{
    EXPECT_EQ(distinctTitles({at("/a/x.topomq"), at("/b/x.topomq"), at("/b/y.topomq")}),
              words({"x.topomq — a", "x.topomq — b", "y.topomq"}));
}

TEST(DistinctTitles, FoldersOfTheSameNameGetThoseAboveThem)
{
    EXPECT_EQ(distinctTitles({at("/a/run/x.topomq"), at("/b/run/x.topomq"), at("/c/x.topomq")}),
              words({"x.topomq — a/run", "x.topomq — b/run", "x.topomq — c"}));
}

TEST(DistinctTitles, AFileInTheRootHasAFolderToo)
{
    EXPECT_EQ(distinctTitles({at("/x.topomq"), at("/a/x.topomq")}),
              words({"x.topomq — /", "x.topomq — a"}));
}

TEST(DistinctTitles, WhatHasNoFileIsNumbered)
{
    const TitledFile untitled{QStringLiteral("Untitled"), {}};
    EXPECT_EQ(distinctTitles({untitled, at("/a/x.topomq"), untitled}),
              words({"Untitled", "x.topomq", "Untitled (2)"}));
}

TEST(DistinctTitles, APercentSignInANameIsNothingSpecial)
{
    const TitledFile odd{QStringLiteral("50%2 %1"), {}};
    EXPECT_EQ(distinctTitles({odd, odd}), words({"50%2 %1", "50%2 %1 (2)"}));
}

TEST(SameFile, IsFoundBehindLinksAndDots)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("x.topomq"));
    ASSERT_TRUE(QFile(file).open(QIODevice::WriteOnly));
    const QString link = folder.filePath(QStringLiteral("link.topomq"));
    ASSERT_TRUE(QFile::link(file, link));
    EXPECT_TRUE(isSameFile(file, link));
    EXPECT_TRUE(isSameFile(file, folder.path() + QStringLiteral("/./x.topomq")));
    EXPECT_TRUE(isSameFile(file, QDir::current().relativeFilePath(file)));
    EXPECT_FALSE(isSameFile(file, folder.filePath(QStringLiteral("y.topomq"))));
    EXPECT_FALSE(isSameFile({}, {}));
}

TEST(AbsolutePath, LeadsToTheSameFileFromAnyFolder)
{
    const QString here = QDir::currentPath();
    EXPECT_EQ(absolutePath({}), QString());
    EXPECT_EQ(absolutePath(QStringLiteral("/a/../b")), QStringLiteral("/a/../b"));
    EXPECT_EQ(absolutePath(QStringLiteral("x")), here + QStringLiteral("/x"));
    EXPECT_EQ(absolutePath(QStringLiteral("./x")), here + QStringLiteral("/x"));
    EXPECT_EQ(absolutePath(QStringLiteral("link/../x")), here + QStringLiteral("/link/../x"));
}

} // namespace
} // namespace topomq::ui::test
