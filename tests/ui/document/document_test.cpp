#include "tests/ui/document/sample.h"
#include "ui/document/topology_document.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <algorithm>

using namespace topomq;
using namespace topomq::test;
using ui::TopologyDocument;

namespace {

bool hasFinding(const TopologyDocument& document, const std::string& where)
{
    return std::any_of(
        document.findings().begin(), document.findings().end(), [&](const model::Finding& finding) {
            return finding.where == where && finding.severity == model::Severity::Error;
        });
}

model::Edit breakLink(const model::Topology& topology)
{
    model::Node sink = *topology.find(model::NodeId("sink"));
    sink.sockets.front().type = model::SocketType::Sub;
    return model::ReplaceNode{sink};
}

} // namespace

TEST(DocumentTitle, IsTheNameOfTheTopologyUntilThereIsAFile)
{
    TopologyDocument document;
    EXPECT_EQ(document.title(), QStringLiteral("Untitled"));
    document.reset(pipeline(), {});
    EXPECT_EQ(document.title(), QStringLiteral("Small pipeline"));
    document.setFilePath(QStringLiteral("/some/where/mine.topomq"));
    EXPECT_EQ(document.title(), QStringLiteral("mine.topomq"));
}

TEST(DocumentTitle, IsAnnouncedWhenTheModifiedFlagChanges)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    QSignalSpy titles(&document, &TopologyDocument::titleChanged);
    document.push(QStringLiteral("Rename"), renamed(document.topology(), "sink", "Collector"));
    EXPECT_EQ(titles.count(), 1);
    EXPECT_TRUE(document.isModified());
    document.undoStack()->undo();
    EXPECT_EQ(titles.count(), 2);
    EXPECT_FALSE(document.isModified());
}

TEST(DocumentReset, StartsCleanWithoutHistory)
{
    TopologyDocument document;
    document.push(QStringLiteral("Title"), model::SetHeader{"Old", "", {}});
    QSignalSpy resets(&document, &TopologyDocument::wasReset);
    document.reset(pipeline(), QStringLiteral("/some/where/mine.topomq"));
    EXPECT_EQ(resets.count(), 1);
    EXPECT_FALSE(document.isModified());
    EXPECT_FALSE(document.undoStack()->canUndo());
    EXPECT_EQ(document.topology(), pipeline());
}

TEST(DocumentReset, TellsWatchersOfTheHistoryThatItIsGone)
{
    TopologyDocument document;
    document.push(QStringLiteral("Title"), model::SetHeader{"Old", "", {}});
    bool canUndo = document.undoStack()->canUndo();
    QObject::connect(document.undoStack(), &QUndoStack::canUndoChanged, &document,
                     [&canUndo](bool can) { canUndo = can; });
    document.reset(pipeline(), {});
    EXPECT_FALSE(canUndo);
}

TEST(DocumentFindings, FollowAChangeShortlyAfterIt)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    EXPECT_FALSE(hasFinding(document, "link"));
    QSignalSpy findings(&document, &TopologyDocument::findingsChanged);
    document.push(QStringLiteral("Type"), breakLink(document.topology()));
    EXPECT_EQ(findings.count(), 0);
    ASSERT_TRUE(findings.wait());
    EXPECT_TRUE(hasFinding(document, "link"));
}

TEST(DocumentFindings, CanBeHadAtOnce)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    document.push(QStringLiteral("Type"), breakLink(document.topology()));
    document.checkNow();
    EXPECT_TRUE(hasFinding(document, "link"));
}

TEST(DocumentFindings, BelongToTheNewTopologyAfterAReset)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    document.push(QStringLiteral("Type"), breakLink(document.topology()));
    document.checkNow();
    document.reset(pipeline(), {});
    EXPECT_FALSE(hasFinding(document, "link"));
}
