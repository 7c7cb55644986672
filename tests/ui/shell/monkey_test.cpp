// Thousands of random events at a live window, a part of them while the topology runs: nothing may
// crash, the document stays whole, and undo leads back to the very beginning.
// TOPOMQ_SEED=n takes another seed; TOPOMQ_FULL=1 does 20,000 events instead of a part.

#include "tests/ui/shell/monkey.h"
#include "tests/ui/shell/window_fixture.h"

#include <QUndoStack>

#include <cstdlib>
#include <iostream>

namespace topomq::ui::test {
namespace {

constexpr int kEvents = 1000;
constexpr int kAllEvents = 20'000;
constexpr int kBetweenFiles = 200;
constexpr std::uint32_t kSeed = 1;

class MonkeyTest : public WindowTest
{
protected:
    MonkeyTest()
    {
        const char* other = std::getenv("TOPOMQ_SEED");
        seed = other == nullptr ? kSeed : static_cast<std::uint32_t>(std::atol(other));
        events = std::getenv("TOPOMQ_FULL") == nullptr ? kEvents : kAllEvents;
        std::cout << "TOPOMQ_SEED=" << seed << ", " << events << " events\n";
        window.resize(1100, 700);
        window.openExample(QStringLiteral("pipeline"));
        first = topology();
        QObject::connect(&window.document(), &TopologyDocument::wasReset, &window,
                         [this] { ++resets; });
        QObject::connect(window.document().undoStack(), &QUndoStack::indexChanged, &window,
                         [this] { ++edits; });
    }

    ~MonkeyTest() override { window.document().undoStack()->setClean(); }

    /// The run goes on in the middle of the events, twice.
    void runOrStop(int event)
    {
        const int part = events / 6;
        if (event % part != 0)
            return;
        const int at = event / part;
        if (at == 1 || at == 4)
            window.actions().run->trigger();
        else if (at == 3 || at == 5)
            window.actions().stop->trigger();
    }

    void undoAll()
    {
        QUndoStack& stack = *window.document().undoStack();
        while (stack.canUndo()) {
            stack.undo();
            ASSERT_EQ(faultOf(window.document()), "") << "after undo to step " << stack.index();
        }
    }

    void redoAll()
    {
        QUndoStack& stack = *window.document().undoStack();
        while (stack.canRedo())
            stack.redo();
    }

    std::uint32_t seed = kSeed;
    int events = kEvents;
    int resets = 0;
    /// Steps done, taken back, and done again.
    int edits = 0;
    model::Topology first;
};

TEST_F(MonkeyTest, RandomInputLeavesTheDocumentWhole)
{
    Monkey monkey(window, seed);
    for (int event = 0; event < events; ++event) {
        runOrStop(event);
        monkey.act();
        const std::string fault = faultOf(window.document());
        ASSERT_EQ(fault, "") << "event " << event << " of seed " << seed << monkey.lastActs();
        if (event % kBetweenFiles == 0) {
            ASSERT_EQ(faultInFile(window.document()), "")
                << "event " << event << " of seed " << seed << monkey.lastActs();
        }
        ASSERT_FALSE(HasFailure()) << "event " << event << " of seed " << seed;
        ASSERT_EQ(resets, 0) << "event " << event << " of seed " << seed << monkey.lastActs();
    }
    monkey.rest();
    EXPECT_EQ(monkey.dialogs(), QStringList());
    const model::Topology last = topology();
    const int steps = window.document().undoStack()->index();
    EXPECT_GT(edits, events / 20) << "it hardly did anything";
    undoAll();
    EXPECT_EQ(topology(), first) << "seed " << seed;
    for (int at = 0; at < steps; ++at)
        window.document().undoStack()->redo();
    EXPECT_EQ(topology(), last) << "seed " << seed;
    redoAll();
    undoAll();
    EXPECT_EQ(topology(), first) << "seed " << seed;
}

} // namespace
} // namespace topomq::ui::test
