#pragma once
// A shown canvas with one drawing, and what is done to it while it is timed.

#include "engine/metrics/snapshot.h"
#include "engine/model/topology.h"
#include "engine/plan/run_plan.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPoint>
#include <QPointF>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

namespace topomq::benchmark {

/// Thread: the window's.
class Board
{
public:
    explicit Board(int nodes);

    void open();
    void run();
    /// Every card and link again, at the same place.
    void full(int frame);
    /// Another figure on each card and link.
    void prepareFigures();
    void makeFigures();
    /// Some of the rates then cross a step of the width of their line.
    void letWidthsChange();
    void showFigures();
    void letMessagesTravel();
    /// 33 ms later.
    void travel();
    void zoom(int frame);
    /// A touch pad's step to and fro.
    void pan(int frame);
    void moveNode(int frame);
    /// All cards that are nearest to the middle of the view, with the pointer on the first of them.
    void grabSome(std::size_t count);
    void dragSome(int frame);
    /// Where it was.
    void letGo();
    void openText();
    void pasteAll();
    void copyAll();
    void paste();
    void deleteAll();
    void selectAll();
    /// As it was opened.
    void takeAllBack();
    void undo();
    /// Share of a processor, in percent: samples come and dots travel as they do in a run.
    [[nodiscard]] double shareWhileLive(double seconds);
    void showAll();
    void showFully();

private:
    void wheel(QPoint angle, QPoint pixels);
    void mouse(QEvent::Type type);

    /// Messages per second that rates differ by.
    static constexpr std::uint64_t kSteady = 450;

    model::Topology m_topology;
    std::string m_text;
    plan::RunPlan m_plan;
    QPointF m_pointer;
    ui::Theme m_theme;
    ui::TopologyDocument m_document;
    ui::CanvasView m_view{m_document, nullptr, m_theme};
    std::uint64_t m_sample = 0;
    std::uint64_t m_spread = kSteady;
    metrics::SnapshotPtr m_next;
    /// As a run keeps them: whoever draws does not let go of the last one.
    std::deque<metrics::SnapshotPtr> m_history;
};

} // namespace topomq::benchmark
