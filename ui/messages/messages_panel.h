#pragma once
// The tab with the messages seen on the selected link, frame by frame.

#include "engine/metrics/captured_message.h"
#include "ui/messages/messages_model.h"

#include <QString>
#include <QTimer>
#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

class QTreeView;

namespace topomq::ui {

class FrameView;
class MessagesBar;
class RunSession;
class TablePage;
class Theme;
class TopologyDocument;

/// While it is visible and switched on, the link that it shows is watched (MessageWatch); after
/// that the link is measured as closely as before.
/// Thread: the window's. The arguments outlive it.
class MessagesPanel : public QWidget
{
    Q_OBJECT

public:
    MessagesPanel(TopologyDocument& document,
                  RunSession& session,
                  Theme& theme,
                  QWidget* parent = nullptr);
    ~MessagesPanel() override;

    [[nodiscard]] MessagesModel& model() { return *m_model; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    /// What was seen of a flow when the table was cleared or last read.
    struct Read
    {
        std::uint64_t taken = 0;
        std::uint64_t seenBefore = 0;
        std::uint64_t passedBefore = 0;
    };

    void setUpView();
    void connectBar();
    void connectSources();
    /// Looks which link is meant now: the pinned one, or the only one that is selected.
    void chooseLink();
    /// The same when the file, or the part of it in view, has changed.
    void followDocument();
    void setLink(const std::optional<std::string>& place);
    /// Watches what is to be watched now, and nothing else.
    void syncWatch();
    void endWatch();
    void noticeDetail(const std::string& place);
    void startOver();
    void followPlan();
    void reload();
    void refresh();
    void showCounts();
    void showState();
    void setPaused(bool paused);
    void clear();
    void copy();
    void showChosen();
    [[nodiscard]] bool isWatched() const;
    /// Of the link in the plan; none where it takes no part.
    [[nodiscard]] std::vector<std::size_t> linkFlows() const;
    [[nodiscard]] QString linkName() const;
    [[nodiscard]] QString directionOf(std::size_t flow) const;
    [[nodiscard]] QString towardOf(std::size_t flow, bool isFirst) const;
    void makeRoomForHeadings();
    [[nodiscard]] QString nothingSeenHint() const;

    TopologyDocument& m_document;
    const Theme& m_theme;
    RunSession& m_session;
    MessagesModel* m_model = nullptr;
    MessagesBar* m_bar = nullptr;
    TablePage* m_page = nullptr;
    QTreeView* m_view = nullptr;
    FrameView* m_frames = nullptr;
    /// The link by its place in all of the file: a pinned one stays whatever part is in view.
    std::optional<std::string> m_link;
    /// The link that this panel has set to be watched, and what it was set to before.
    std::optional<std::string> m_watched;
    metrics::Detail m_before = metrics::Detail::Latency;
    /// Those whose messages are in the table.
    std::vector<std::size_t> m_flows;
    std::unordered_map<std::size_t, Read> m_read;
    bool m_isOn = false;
    bool m_isPinned = false;
    bool m_isPaused = false;
    bool m_isMoving = false;
    QTimer m_refresh;
};

} // namespace topomq::ui
