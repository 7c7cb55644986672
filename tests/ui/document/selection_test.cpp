#include "tests/ui/document/sample.h"
#include "ui/document/topology_document.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

using namespace topomq;
using namespace topomq::test;
using ui::Selection;
using ui::TopologyDocument;

namespace {

const model::NodeId kSource("source");
const model::NodeId kSink("sink");
const model::LinkId kLink("link");

} // namespace

TEST(SelectionSignals, ComeOnceForEachDifference)
{
    Selection selection;
    QSignalSpy changes(&selection, &Selection::changed);
    selection.set({kSource}, {kLink});
    selection.set({kSource}, {kLink});
    EXPECT_EQ(changes.count(), 1);
    selection.clear();
    EXPECT_EQ(changes.count(), 2);
    EXPECT_TRUE(selection.isEmpty());
}

TEST(SelectionSignals, AskToShowEvenWhatIsSelectedAlready)
{
    Selection selection;
    selection.selectNode(kSource);
    QSignalSpy reveals(&selection, &Selection::revealRequested);
    selection.reveal({kSource}, {});
    EXPECT_EQ(reveals.count(), 1);
}

TEST(SelectionSignals, AskForNothingWhenThereIsNothingToShow)
{
    Selection selection;
    QSignalSpy reveals(&selection, &Selection::revealRequested);
    selection.reveal({}, {});
    EXPECT_EQ(reveals.count(), 0);
}

TEST(SelectionOfADocument, DropsWhatIsRemoved)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    document.selection()->set({kSource, kSink}, {kLink});
    document.push(QStringLiteral("Delete"), model::RemoveNode{kSource});
    EXPECT_EQ(document.selection()->nodes(), std::set{kSink});
    EXPECT_TRUE(document.selection()->links().empty());
}

TEST(SelectionOfADocument, DropsWhatUndoTakesAway)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    const model::Node worker =
        model::makeNode(document.topology(), model::Role::Worker, {100, 100});
    document.push(QStringLiteral("Add"), model::AddNode{worker, std::nullopt});
    document.selection()->selectNode(worker.id);
    document.undoStack()->undo();
    EXPECT_TRUE(document.selection()->isEmpty());
}

TEST(SelectionOfADocument, IsValidByTheTimeTheViewsHearOfAChange)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    document.selection()->selectNode(kSource);
    bool wasEmpty = false;
    QObject::connect(&document, &TopologyDocument::changed, &document,
                     [&] { wasEmpty = document.selection()->isEmpty(); });
    document.push(QStringLiteral("Delete"), model::RemoveNode{kSource});
    EXPECT_TRUE(wasEmpty);
}

TEST(SelectionOfADocument, IsEmptyAfterAReset)
{
    TopologyDocument document;
    document.reset(pipeline(), {});
    document.selection()->selectNode(kSource);
    document.reset(pipeline(), {});
    EXPECT_TRUE(document.selection()->isEmpty());
}
