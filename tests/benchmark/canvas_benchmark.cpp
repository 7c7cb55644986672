// How long the canvas takes to draw 1,000 and 5,000 nodes with about twice as many links on 1600 x
// 900 pixels, in software on the offscreen platform. Prints a Markdown table of processor times:
// drawing has one thread, and other programs that use the machine do not count then.
//
// Usage: canvas_benchmark [FRAMES] [RUNS] [WORDS]; WORDS: only the rows that say so.

#include "tests/benchmark/canvas_board.h"
#include "tests/benchmark/canvas_table.h"
#include "tests/benchmark/figures.h"

#include <QApplication>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace topomq::benchmark {

namespace {

constexpr int kLeastFrames = 9;
constexpr int kNodes[]{1000, 5000};

struct Case
{
    const char* what;
    /// For 1,000 and for 5,000 nodes; 0: none.
    double goals[2];
    /// Before each frame, not timed; may be empty.
    std::function<void(Board&)> prepare;
    std::function<void(Board&, int)> frame;
    /// Before the first frame; may be empty.
    std::function<void(Board&)> begin;
    /// After the last frame; may be empty.
    std::function<void(Board&)> end = {};
};

/// In the order in which they follow each other on one board.
std::vector<Case> cases()
{
    const auto prepare = [](Board& board) { board.prepareFigures(); };
    const auto figures = [](Board& board, int) { board.showFigures(); };
    const auto full = [](Board& board, int frame) { board.full(frame); };
    const auto pan = [](Board& board, int frame) { board.pan(frame); };
    const auto zoom = [](Board& board, int frame) { board.zoom(frame); };
    const auto fit = [](Board& board) { board.showAll(); };
    const auto hundred = [](Board& board) { board.showFully(); };
    const auto run = [](Board& board) {
        board.showAll();
        board.run();
    };
    return {
        {"open, first frame", {0, 0}, {}, [](Board& board, int) { board.open(); }, {}},
        {"fit in view, everything repainted", {10, 35}, {}, full, fit},
        {"fit in view, a node is moved", {0, 0}, {}, [](Board& b, int at) { b.moveNode(at); }, fit},
        {"fit in view, a step of panning", {0, 0}, {}, pan, fit},
        {"fit in view, a step of zooming", {0, 0}, {}, zoom, fit},
        {"100 %, everything repainted", {0, 0}, {}, full, hundred},
        {"100 %, a step of panning", {5, 6}, {}, pan, hundred},
        {"100 %, 200 nodes are dragged",
         {8, 10},
         {},
         [](Board& board, int at) { board.dragSome(at); },
         [](Board& board) { board.grabSome(200); },
         [](Board& board) { board.letGo(); }},
        {"text of the file to first frame",
         {300, 1000},
         {},
         [](Board& board, int) { board.openText(); },
         fit},
        {"all of it is pasted",
         {100, 500},
         [](Board& board) {
             board.takeAllBack();
             board.copyAll();
         },
         [](Board& board, int) { board.paste(); },
         fit,
         [](Board& board) { board.takeAllBack(); }},
        {"all of it is deleted",
         {100, 500},
         [](Board& board) {
             board.takeAllBack();
             board.selectAll();
         },
         [](Board& board, int) { board.deleteAll(); },
         fit,
         [](Board& board) { board.takeAllBack(); }},
        {"deleting it all is undone",
         {100, 500},
         [](Board& board) {
             board.selectAll();
             board.deleteAll();
         },
         [](Board& board, int) { board.undo(); },
         fit},
        {"pasting it all is undone",
         {100, 500},
         [](Board& board) { board.pasteAll(); },
         [](Board& board, int) { board.undo(); },
         fit},
        {"100 %, a step of zooming", {0, 0}, {}, zoom, hundred},
        {"fit in view, all live figures change", {2, 8}, prepare, figures, run},
        {"100 %, all visible figures change", {2, 3}, prepare, figures, hundred},
        {"the same, and the widths of some links",
         {0, 0},
         prepare,
         figures,
         [](Board& board) { board.letWidthsChange(); }},
        {"100 %, messages travel",
         {0, 0},
         {},
         [](Board& board, int) { board.travel(); },
         [](Board& board) { board.letMessagesTravel(); }},
    };
}

/// The median, in milliseconds, after one frame that warms up.
double medianFrame(Board& board, const Case& each, int frames)
{
    std::vector<double> times;
    for (int at = 0; at <= frames; ++at) {
        if (each.prepare)
            each.prepare(board);
        const double before = processorSeconds();
        each.frame(board, at);
        if (at > 0)
            times.push_back((processorSeconds() - before) * 1000);
    }
    return median(times);
}

/// With new figures and travelling dots thirty times a second.
std::vector<TimeRow> liveRows(const char* words)
{
    constexpr double kSeconds = 3;
    constexpr double kGoals[]{10, 30};
    std::vector<TimeRow> rows{{"fit in view, live at 30 Hz", {}, "% of one core"},
                              {"100 %, live at 30 Hz", {}, "% of one core"}};
    std::erase_if(rows, [words](const TimeRow& row) {
        return std::strstr(row.what.c_str(), words) == nullptr;
    });
    for (std::size_t size = 0; size < std::size(kNodes) && !rows.empty(); ++size) {
        Board board(kNodes[size]);
        board.run();
        board.letMessagesTravel();
        for (TimeRow& row : rows) {
            row.what.starts_with("fit") ? board.showAll() : board.showFully();
            (void)board.shareWhileLive(0.5);
            row.cells.push_back({kGoals[size], board.shareWhileLive(kSeconds)});
        }
    }
    return rows;
}

void measure(int frames, int runs, const char* words)
{
    const std::vector<Case> all = cases();
    const auto isWanted = [words](const Case& each) {
        return std::strstr(each.what, words) != nullptr;
    };
    std::vector<TimeRow> rows;
    for (const Case& each : all) {
        if (isWanted(each))
            rows.push_back({each.what, {{each.goals[0], 1e9}, {each.goals[1], 1e9}}});
    }
    for (int run = 0; run < runs; ++run) {
        for (std::size_t size = 0; size < std::size(kNodes); ++size) {
            Board board(kNodes[size]);
            std::size_t row = 0;
            for (const Case& each : all) {
                // What is set up for one row the next ones find, measured or not.
                if (each.begin)
                    each.begin(board);
                if (!isWanted(each))
                    continue;
                double& best = rows[row++].cells[size].value;
                best = std::min(best, medianFrame(board, each, frames));
                if (each.end)
                    each.end(board);
            }
        }
    }
    printMachine("1600 x 900, offscreen raster; the least of " + std::to_string(runs)
                 + " medians of " + std::to_string(frames) + " frames each, processor time.");
    for (TimeRow& row : liveRows(words))
        rows.push_back(std::move(row));
    printTable({"1,000 nodes, 2,000 links", "5,000 nodes, 10,000 links"}, rows);
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("topomq-benchmark"));
    const int frames = argc > 1 ? std::atoi(argv[1]) : 15;
    const int runs = argc > 2 ? std::clamp(std::atoi(argv[2]), 1, 100) : 3;
    topomq::benchmark::measure(std::max(frames, topomq::benchmark::kLeastFrames), runs,
                               argc > 3 ? argv[3] : "");
    return 0;
}
