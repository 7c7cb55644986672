#pragma once
// One recorded link: its bytes, what they say, and how much of them is the protocol's.

#include "engine/model/ids.h"
#include "ui/session/wire_watch.h"
#include "ui/wire/exchange.h"

#include <QWidget>

#include <array>
#include <memory>
#include <set>
#include <string>
#include <tuple>

class QComboBox;
class QLabel;
class QStackedLayout;
class QTreeView;

namespace topomq::ui {

class ElidedLabel;
class EmptyState;
class HexView;
class PartsModel;
class RunSession;
class Theme;
class TopologyDocument;

/// Thread: the window's. The arguments outlive it.
class WireColumn : public QWidget
{
    Q_OBJECT

public:
    WireColumn(TopologyDocument& document,
               RunSession& session,
               const Theme& theme,
               QWidget* parent);

    /// One in view; an empty id: no link.
    void setLink(const model::LinkId& link);

    [[nodiscard]] const model::LinkId& link() const { return m_link; }

    /// Is the link still there to be shown? Not when another part of the file is in view, which may
    /// have one of the same id.
    [[nodiscard]] bool isLinkInView() const;

    /// Takes what has come since; cheap when nothing has.
    void refresh();

private:
    /// Of a part that stays the same when more comes: direction, offset, depth.
    using Key = std::tuple<int, std::uint64_t, int>;

    QWidget* makeHead();
    QWidget* makeBody();
    void showState();
    void showTotals();
    void showConnections();
    void showExchange();
    void showParts(std::shared_ptr<const Exchange> exchange);
    void choose(int part);
    [[nodiscard]] const wire::WireConnection* connection() const;
    [[nodiscard]] Key keyOf(int part) const;

    TopologyDocument& m_document;
    RunSession& m_session;
    const Theme& m_theme;
    model::LinkId m_link;
    /// In all of the file; empty: no link.
    std::string m_place;
    WireWatch::RecordPtr m_record;
    std::shared_ptr<const Exchange> m_exchange;
    /// Of the connection that is shown; 0: the newest.
    std::uint64_t m_number = 0;
    std::set<Key> m_expanded;
    ElidedLabel* m_title = nullptr;
    QComboBox* m_connections = nullptr;
    std::array<QLabel*, 2> m_totals{};
    HexView* m_bytes = nullptr;
    PartsModel* m_parts = nullptr;
    QTreeView* m_tree = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_pages = nullptr;
    bool m_syncing = false;
};

/// Can the bytes of the link be recorded? Empty: yes; else why not.
[[nodiscard]] QString whyNotRecorded(const TopologyDocument& document, const model::LinkId& link);

} // namespace topomq::ui
