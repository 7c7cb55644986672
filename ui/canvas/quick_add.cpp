#include "ui/canvas/quick_add.h"

#include "engine/model/settings.h"
#include "ui/canvas/canvas_picture.h"
#include "ui/document/engine_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_back.h"
#include "ui/widgets/match_delegate.h"
#include "ui/widgets/matched_text.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace topomq::ui {

namespace {

constexpr int kWidth = 320;
constexpr int kRow = 30;
constexpr int kIcon = 18;
/// Between a name and its summary.
constexpr int kGap = 12;
constexpr int kLeastSummary = 30;
constexpr int kMostRows = 10;
/// The word of the kind.
constexpr int kKindData = Qt::UserRole;
constexpr int kSummaryData = Qt::UserRole + 1;
constexpr int kSummaryRunsData = Qt::UserRole + 2;
constexpr int kScoreData = Qt::UserRole + 3;
constexpr int kOrderData = Qt::UserRole + 4;

/// The role's name with its summary, dimmed, at the right.
class RoleDelegate : public MatchDelegate
{
public:
    using MatchDelegate::MatchDelegate;

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        MatchDelegate::paint(painter, option, index);
        const QRect room = summaryRoom(option, index);
        // A letter or two and an ellipsis tell nobody anything.
        if (room.width() < theme().scaled(kLeastSummary))
            return;
        painter->save();
        painter->setFont(option.font);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        drawMatchedText(*painter, room, index.data(kSummaryData).toString(),
                        index.data(kSummaryRunsData).value<std::vector<TextRun>>(),
                        standsOut(option), Qt::AlignRight);
        painter->restore();
    }

private:
    /// What the name with its icon leaves over.
    [[nodiscard]] QRect summaryRoom(const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        QRect room = textRoom(option, index);
        room.setLeft(room.left()
                     + matchedTextWidth(item.font, item.text,
                                        index.data(kRuns).value<std::vector<TextRun>>())
                     + theme().scaled(kGap));
        return room;
    }
};

/// Goes before those that fit less well or not at all, else as it was offered.
class RoleItem : public QListWidgetItem
{
public:
    using QListWidgetItem::QListWidgetItem;

    bool operator<(const QListWidgetItem& other) const override
    {
        const QVariant mine = data(kScoreData);
        const QVariant theirs = other.data(kScoreData);
        if (mine.isValid() != theirs.isValid())
            return mine.isValid();
        return mine != theirs ? mine.toInt() > theirs.toInt()
                              : data(kOrderData).toInt() < other.data(kOrderData).toInt();
    }
};

RoleKind kindOf(const QListWidgetItem& item)
{
    return roleKindFrom(item.data(kKindData).toString());
}

/// Shows or hides the entry, and notes how well it fits. No number would say that it does not:
/// what fits with letters left out may have less than nothing.
bool judge(QListWidgetItem& item, const QString& text)
{
    const model::SocketType type = kindOf(item).type;
    const bool meant = type == model::SocketType::Unknown || namesType(text, type);
    const std::optional<TitledMatch> match =
        meant ? fuzzyMatch(text, item.text(), item.data(kSummaryData).toString()) : std::nullopt;
    item.setHidden(!match);
    item.setData(kScoreData, match ? QVariant(match->score) : QVariant());
    if (!match)
        return false;
    item.setData(MatchDelegate::kRuns, QVariant::fromValue(match->title));
    item.setData(kSummaryRunsData, QVariant::fromValue(match->more));
    return true;
}

} // namespace

QuickAdd::QuickAdd(Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_input(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_nothing(new QLabel(tr("No role fits these words"), this))
{
    setObjectName(QStringLiteral("quickAdd"));
    m_input->setPlaceholderText(tr("Add a node: type to filter"));
    m_input->setAccessibleName(tr("Filter roles"));
    m_input->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Roles"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new RoleDelegate(theme, m_list));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    m_nothing->setObjectName(QStringLiteral("nothingFits"));
    m_nothing->setContentsMargins(6, 2, 6, 4);
    m_nothing->setProperty("class", QStringLiteral("dim"));
    connect(m_input, &QLineEdit::textChanged, this, &QuickAdd::filter);
    connect(m_list, &QListWidget::itemClicked, this, &QuickAdd::choose);
    connect(&theme, &Theme::changed, this, &QuickAdd::restyle);
    restyle();
    hide();
}

void QuickAdd::restyle()
{
    const Colors& colors = m_theme.colors();
    const int icon = m_theme.scaled(kIcon);
    m_list->setIconSize(QSize(icon, icon));
    setStyleSheet(QStringLiteral("#quickAdd { background: %1; border: 1px solid %2; "
                                 "border-radius: 10px; } "
                                 "#quickAdd QListWidget { background: transparent; border: none; "
                                 "outline: none; color: %3; } "
                                 "#quickAdd QListWidget::item { border-radius: 6px; padding: 4px "
                                 "6px; } "
                                 "#quickAdd QListWidget::item:selected { background: %4; color: "
                                 "%3; }")
                      .arg(colors.card.name(), colors.line.name(), colors.text.name(),
                           colors.tint(colors.accent).name()));
}

void QuickAdd::offer(const std::vector<RoleKind>& kinds, QPoint place)
{
    m_list->clear();
    for (const RoleKind& kind : kinds) {
        const QString summary = engineText(model::infoOf(kind.role).summary);
        auto* item = new RoleItem(m_theme.icon(wordOf(kind.role)), titleOf(kind), m_list);
        item->setData(kSummaryData, summary);
        item->setData(kOrderData, m_list->count());
        item->setData(kKindData, wordOf(kind));
        item->setToolTip(summary);
        item->setSizeHint(QSize(0, m_theme.scaled(kRow)));
    }
    m_input->clear();
    filter({});
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    setFixedWidth(std::min(m_theme.scaled(kWidth), room.width()));
    adjustSize();
    place.setX(std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - width())));
    place.setY(std::clamp(place.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    move(place);
    show();
    raise();
    m_input->setFocus(Qt::PopupFocusReason);
}

QStringList QuickAdd::shownRoles() const
{
    QStringList shown;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        if (!item->isHidden())
            shown << item->data(kKindData).toString();
    }
    return shown;
}

void QuickAdd::filter(const QString& text)
{
    int shown = 0;
    for (int row = 0; row < m_list->count(); ++row)
        shown += judge(*m_list->item(row), text) ? 1 : 0;
    m_list->sortItems();
    m_list->setCurrentRow(shown > 0 ? 0 : -1);
    m_list->setFixedHeight(std::min(shown, kMostRows) * m_theme.scaled(kRow) + 4);
    m_list->setVisible(shown > 0);
    m_nothing->setVisible(shown == 0);
    adjustSize();
}

void QuickAdd::choose()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr || item->isHidden())
        return;
    const RoleKind kind = kindOf(*item);
    hideGivingFocusBack(*this);
    Q_EMIT chosen(kind);
}

void QuickAdd::dismiss()
{
    if (!isHidden())
        hideGivingFocusBack(*this);
}

bool QuickAdd::handleKey(int key)
{
    const auto step = [this](int by) {
        int row = m_list->currentRow() + by;
        while (row >= 0 && row < m_list->count() && m_list->item(row)->isHidden())
            row += by;
        if (row >= 0 && row < m_list->count())
            m_list->setCurrentRow(row);
    };
    switch (key) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    default:
        return false;
    }
}

void QuickAdd::keyPressEvent(QKeyEvent* event)
{
    // What the field does not take may not reach the canvas behind.
    event->accept();
}

bool QuickAdd::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress
        && handleKey(static_cast<QKeyEvent*>(event)->key()))
        return true;
    if (watched == m_input && event->type() == QEvent::FocusOut)
        dismiss();
    return QFrame::eventFilter(watched, event);
}

} // namespace topomq::ui
