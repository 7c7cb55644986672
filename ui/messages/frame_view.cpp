#include "ui/messages/frame_view.h"

#include "ui/messages/message_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/empty_state.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

using metrics::CapturedFrame;
using metrics::FrameRole;

enum FrameColumn { Index, Role, Length, Content, FrameColumns };

constexpr int kLineLength = 80;

} // namespace

FrameView::FrameView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(
          theme,
          QStringLiteral("search"),
          tr("No message chosen"),
          tr("Choose one to see its frames; the table stands still meanwhile. These are "
             "copies, seen as they passed: a queue cannot be read without taking from it."),
          this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    m_title = new QLabel(page);
    m_title->setObjectName(QStringLiteral("messages/title"));
    m_title->setFont(theme.smallFont());
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(m_title);
    auto* split = new QSplitter(Qt::Vertical, page);
    split->addWidget(makeFrames());
    split->addWidget(makeContent());
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setChildrenCollapsible(false);
    layout->addWidget(split, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    connect(&theme, &Theme::changed, this, &FrameView::recolour);
    recolour();
}

QWidget* FrameView::makeFrames()
{
    m_frames = new QTreeWidget(this);
    m_frames->setObjectName(QStringLiteral("messages/frames"));
    m_frames->setAccessibleName(tr("Frames of the message"));
    m_frames->setColumnCount(FrameColumns);
    m_frames->setHeaderLabels({tr("Frame"), tr("Role"), tr("Length"), tr("Begins with")});
    m_frames->headerItem()->setTextAlignment(Length, Qt::AlignRight | Qt::AlignVCenter);
    m_frames->setRootIsDecorated(false);
    m_frames->setUniformRowHeights(true);
    setColumnWidths(*m_frames, m_theme, {66, 90, 80});
    // Its heading and an envelope with a body.
    m_frames->setMinimumHeight(100);
    connect(m_frames, &QTreeWidget::currentItemChanged, this, &FrameView::showContent);
    return m_frames;
}

QWidget* FrameView::makeContent()
{
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    setUpFormats(row);
    m_note = new QLabel(content);
    m_note->setObjectName(QStringLiteral("messages/note"));
    m_note->setFont(m_theme.smallFont());
    row->addSpacing(6);
    row->addWidget(m_note, 1);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addLayout(row);
    m_content = new QPlainTextEdit(content);
    m_content->setObjectName(QStringLiteral("messages/content"));
    m_content->setAccessibleName(tr("Content of the frame"));
    m_content->setReadOnly(true);
    m_content->setTabChangesFocus(true);
    m_content->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_content->setMinimumHeight(56);
    QFont fixed(QStringLiteral("monospace"));
    fixed.setStyleHint(QFont::Monospace);
    const QFont small = m_theme.smallFont();
    if (small.pixelSize() > 0)
        fixed.setPixelSize(small.pixelSize());
    else
        fixed.setPointSizeF(small.pointSizeF());
    m_content->setFont(fixed);
    layout->addWidget(m_content, 1);
    return content;
}

void FrameView::setUpFormats(QHBoxLayout* row)
{
    m_formats = new QButtonGroup(this);
    const std::pair<Format, QString> all[]{{Format::Text, QStringLiteral("Text")},
                                           {Format::Json, QStringLiteral("JSON")},
                                           {Format::Hex, QStringLiteral("Hex")}};
    for (const auto& [format, word] : all) {
        auto* button = new QToolButton(this);
        button->setText(word);
        button->setObjectName(QStringLiteral("messages/as%1").arg(word));
        button->setAccessibleName(tr("Show the content as %1").arg(word));
        button->setCheckable(true);
        button->setChecked(format == m_format);
        button->setFocusPolicy(Qt::TabFocus);
        button->setFont(m_theme.smallFont());
        m_formats->addButton(button, static_cast<int>(format));
        row->addWidget(button);
    }
    connect(m_formats, &QButtonGroup::idClicked, this, [this](int id) {
        m_format = static_cast<Format>(id);
        showContent();
    });
}

void FrameView::setMessage(metrics::CapturedMessagePtr message, const QString& direction)
{
    if (message == m_message && direction == m_direction)
        return;
    m_message = std::move(message);
    m_direction = direction;
    m_pages->setCurrentIndex(m_message == nullptr ? 0 : 1);
    if (m_message == nullptr)
        return;
    QString title = tr("%1 · message %2 · seen at %3")
                        .arg(m_direction, numberOf(*m_message), momentOf(*m_message));
    if (m_message->latency)
        title += tr(" · latency %1").arg(latencyOf(*m_message));
    if (m_message->isAtSender)
        title += tr(" · as it was sent to a program outside");
    m_title->setText(title);
    m_title->setToolTip(title);
    fillFrames();
}

void FrameView::fillFrames()
{
    const QSignalBlocker silent(m_frames);
    m_frames->clear();
    QTreeWidgetItem* body = nullptr;
    for (std::size_t i = 0; i < m_message->frames.size(); ++i) {
        const CapturedFrame& frame = m_message->frames[i];
        auto* item = new QTreeWidgetItem(m_frames);
        item->setText(Index, QString::number(i + 1));
        item->setText(Role, wordOf(frame.role));
        item->setToolTip(Role, tipOf(frame.role));
        item->setText(Length, tr("%1 B").arg(groupedDigits(frame.length)));
        item->setTextAlignment(Length, Qt::AlignRight | Qt::AlignVCenter);
        item->setText(Content,
                      frame.length == 0 ? tr("(empty)") : lineOf(frame.bytes, kLineLength));
        const bool isEnvelope =
            frame.role == FrameRole::RoutingId || frame.role == FrameRole::Delimiter;
        if (isEnvelope || frame.length == 0)
            item->setForeground(isEnvelope ? Role : Content, m_theme.colors().dim);
        if (!isEnvelope && body == nullptr)
            body = item;
    }
    if (m_message->frameCount > m_message->frames.size()) {
        auto* rest = new QTreeWidgetItem(m_frames);
        rest->setText(Content,
                      tr("%n more frames were not kept", nullptr,
                         static_cast<int>(m_message->frameCount - m_message->frames.size())));
        rest->setFlags(Qt::ItemIsEnabled);
    }
    m_frames->setCurrentItem(body == nullptr ? m_frames->topLevelItem(0) : body);
    showContent();
}

const CapturedFrame* FrameView::chosenFrame() const
{
    const int row = m_frames->indexOfTopLevelItem(m_frames->currentItem());
    const bool known = m_message != nullptr && row >= 0
        && static_cast<std::size_t>(row) < m_message->frames.size();
    return known ? &m_message->frames[static_cast<std::size_t>(row)] : nullptr;
}

void FrameView::showContent()
{
    const CapturedFrame* frame = chosenFrame();
    if (frame == nullptr) {
        m_content->clear();
        m_note->clear();
        return;
    }
    QString text;
    bool isJson = false;
    if (m_format == Format::Hex) {
        text = hexOf(frame->bytes);
    } else {
        const auto json = m_format == Format::Json ? jsonOf(frame->bytes) : std::nullopt;
        isJson = json.has_value();
        text = json ? *json : textOf(frame->bytes);
    }
    m_content->setLineWrapMode(m_format == Format::Hex ? QPlainTextEdit::NoWrap
                                                       : QPlainTextEdit::WidgetWidth);
    m_content->setPlaceholderText(tr("An empty frame"));
    m_content->setPlainText(text);
    m_note->setText(noteOn(*frame, isJson));
    m_note->setToolTip(m_note->text());
}

QString FrameView::noteOn(const CapturedFrame& frame, bool isJson) const
{
    if (frame.length > frame.bytes.size())
        return tr("The first %1 of %2 B")
            .arg(groupedDigits(frame.bytes.size()), groupedDigits(frame.length));
    if (m_format == Format::Json && !isJson)
        return tr("Not an object or a list in JSON; shown as text.");
    if (m_message->isStamped && &frame == &m_message->frames.back())
        return tr("Its last 16 B are TopoMQ's mark: sender, number and time.");
    return {};
}

void FrameView::recolour()
{
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText, m_theme.colors().dim);
    m_note->setPalette(palette);
    m_title->setPalette(palette);
    if (m_message != nullptr)
        fillFrames();
}

} // namespace topomq::ui
