#include "tests/ui/document/sample.h"
#include "ui/document/file_watch.h"
#include "ui/document/open_topology.h"
#include "ui/document/topology_document.h"

#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace topomq;
using namespace topomq::test;
using ui::FileState;
using ui::FileWatch;
using ui::TopologyDocument;

namespace {

constexpr int kLimit = 30'000;

class FileWatchTest : public testing::Test
{
protected:
    FileWatchTest()
    {
        m_document.reset(pipeline(), {});
        EXPECT_EQ(m_document.saveTo(m_file), QString());
    }

    void writeInPlace(const QByteArray& text) const
    {
        QFile file(m_file);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    void replace(const QByteArray& text) const
    {
        QSaveFile file(m_file);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
        ASSERT_TRUE(file.commit());
    }

    QTemporaryDir m_folder;
    QString m_file = m_folder.filePath(QStringLiteral("a.topomq"));
    TopologyDocument m_document;
};

} // namespace

TEST_F(FileWatchTest, HearsOfAFileThatIsWrittenOrReplaced)
{
    FileWatch watch(m_document);
    QSignalSpy changed(&watch, &FileWatch::stateChanged);
    writeInPlace("other");
    ASSERT_TRUE(changed.wait(kLimit));
    EXPECT_EQ(watch.state(), FileState::Changed);
    replace("third");
    ASSERT_TRUE(changed.wait(kLimit));
    // The file that took its place is watched as well.
    writeInPlace("fourth");
    ASSERT_TRUE(changed.wait(kLimit));
    EXPECT_EQ(watch.state(), FileState::Changed);
}

TEST_F(FileWatchTest, HearsOfAFileThatGoesAndComesBack)
{
    FileWatch watch(m_document);
    QSignalSpy changed(&watch, &FileWatch::stateChanged);
    QFile file(m_file);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    ASSERT_TRUE(QFile::remove(m_file));
    ASSERT_TRUE(changed.wait(kLimit));
    EXPECT_EQ(watch.state(), FileState::Gone);
    EXPECT_TRUE(m_document.isModified());
    writeInPlace(text);
    ASSERT_TRUE(changed.wait(kLimit));
    EXPECT_EQ(watch.state(), FileState::Same);
    EXPECT_FALSE(m_document.isModified());
}

TEST_F(FileWatchTest, WhatHasNoFileAnyMoreIsUnsavedWhateverIsUndoneUntilItIsSaved)
{
    FileWatch watch(m_document);
    QSignalSpy titles(&m_document, &TopologyDocument::titleChanged);
    ASSERT_TRUE(QFile::remove(m_file));
    watch.check();
    EXPECT_TRUE(m_document.isModified());
    EXPECT_FALSE(titles.isEmpty());
    m_document.push(QStringLiteral("Rename"), renamed(m_document.topology(), "sink", "Desk"));
    m_document.undoStack()->undo();
    EXPECT_TRUE(m_document.isModified());
    titles.clear();
    ASSERT_EQ(m_document.saveTo(m_file), QString());
    EXPECT_FALSE(m_document.isModified());
    EXPECT_FALSE(titles.isEmpty());
    EXPECT_EQ(watch.state(), FileState::Same);
}

TEST_F(FileWatchTest, AnotherTextInThePlaceOfAFileThatWentDoesNotHoldWhatIsHere)
{
    FileWatch watch(m_document);
    ASSERT_TRUE(QFile::remove(m_file));
    watch.check();
    TopologyDocument theirs;
    theirs.reset({}, {});
    ASSERT_EQ(theirs.saveTo(m_file), QString());
    watch.check();
    EXPECT_EQ(watch.state(), FileState::Changed);
    EXPECT_TRUE(m_document.isModified());
    const ui::OpenResult read = ui::openTopologyFile(m_file);
    m_document.reload(read.topology, read.digest);
    EXPECT_EQ(watch.state(), FileState::Same);
    EXPECT_FALSE(m_document.isModified());
    EXPECT_FALSE(m_document.isFileGone());
}

TEST_F(FileWatchTest, SaysNothingOfItsOwnSaving)
{
    FileWatch watch(m_document);
    QSignalSpy changed(&watch, &FileWatch::stateChanged);
    m_document.push(QStringLiteral("Rename"), renamed(m_document.topology(), "sink", "Desk"));
    ASSERT_EQ(m_document.saveTo(m_file), QString());
    watch.check();
    EXPECT_TRUE(changed.isEmpty());
}

TEST_F(FileWatchTest, KeepingMineCountsAsUnsavedUntilTheFileChangesAgain)
{
    FileWatch watch(m_document);
    writeInPlace("other");
    watch.check();
    ASSERT_EQ(watch.state(), FileState::Changed);
    m_document.keepOverFile();
    EXPECT_EQ(watch.state(), FileState::Same);
    EXPECT_TRUE(m_document.isModified());
    EXPECT_FALSE(m_document.isFileChangedOutside());
    writeInPlace("third");
    watch.check();
    EXPECT_EQ(watch.state(), FileState::Changed);
}

TEST_F(FileWatchTest, KeepingWhatHasNoFileAnyMoreCountsAsUnsaved)
{
    FileWatch watch(m_document);
    ASSERT_TRUE(QFile::remove(m_file));
    watch.check();
    ASSERT_EQ(watch.state(), FileState::Gone);
    m_document.keepWithoutFile();
    EXPECT_EQ(watch.state(), FileState::Same);
    EXPECT_TRUE(m_document.isModified());
    EXPECT_TRUE(m_document.isFileGone());
    // Somebody makes another in its place: saving would overwrite that.
    writeInPlace("other");
    EXPECT_TRUE(m_document.isFileChangedOutside());
}

TEST_F(FileWatchTest, ReloadingIsOneStepThatCanBeTakenBack)
{
    model::Topology other = pipeline();
    other.nodes[1].name = "Theirs";
    const model::Topology before = m_document.topology();
    TopologyDocument theirs;
    theirs.reset(other, {});
    ASSERT_EQ(theirs.saveTo(m_file), QString());
    FileWatch watch(m_document);
    watch.check();
    ASSERT_EQ(watch.state(), FileState::Changed);
    const ui::OpenResult read = ui::openTopologyFile(m_file);
    m_document.reload(read.topology, read.digest);
    EXPECT_EQ(m_document.topology(), other);
    EXPECT_FALSE(m_document.isModified());
    EXPECT_EQ(watch.state(), FileState::Same);
    m_document.undoStack()->undo();
    EXPECT_EQ(m_document.topology(), before);
    EXPECT_TRUE(m_document.isModified());
}
