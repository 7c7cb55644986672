#pragma once
// A search in the graph: what was found, where it stands, and its marks on the canvas.

#include "ui/shell/find_matcher.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace topomq::ui {

class CanvasView;
class RunSession;
class TopologyDocument;

/// Follows edits at once, and a run twice a second while live figures are asked for.
/// Thread: the window's. The arguments outlive it.
class FindController : public QObject
{
    Q_OBJECT

public:
    FindController(TopologyDocument& document,
                   RunSession& session,
                   CanvasView& canvas,
                   QObject* parent);

    /// Looks for it and stands at the best hit; empty: the search ends.
    void setText(const QString& text);

    /// What is looked for, as it was typed.
    [[nodiscard]] const QString& text() const { return m_text; }

    void goNext() { go(1); }

    void goPrevious() { go(-1); }

    /// Selects the present hit and shows it. False: there is none.
    bool selectCurrent();
    void selectAll();

    /// What is expected instead of what was typed; empty: it can be read.
    [[nodiscard]] const QString& problem() const { return m_query.problem; }

    [[nodiscard]] bool isSearching() const { return !m_query.isEmpty(); }

    [[nodiscard]] int count() const { return static_cast<int>(m_hits.size()); }

    /// 1 is the first; 0: there is none.
    [[nodiscard]] int position() const { return m_hits.empty() ? 0 : m_current + 1; }

Q_SIGNALS:
    void changed();

private:
    void readDocument();
    void look();
    /// The place among the hits of the one whose name fits best; 0: no name fits.
    [[nodiscard]] int bestNamed(const QString& text) const;
    void go(int step);

    [[nodiscard]] std::size_t current() const { return static_cast<std::size_t>(m_current); }

    void mark();
    void showCurrent();

    TopologyDocument& m_document;
    RunSession& m_session;
    CanvasView& m_canvas;
    QString m_text;
    FindQuery m_query;
    std::vector<FindSubject> m_subjects;
    bool m_stale = true;
    /// Places in `m_subjects`.
    std::vector<std::size_t> m_hits;
    int m_current = 0;
    QTimer m_again;
};

} // namespace topomq::ui
