#include "ui/shell/compare_window.h"

#include "ui/canvas/compare_canvas.h"
#include "ui/canvas/drawing_tooltip.h"
#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTextDocument>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <array>
#include <string_view>
#include <utility>

namespace topomq::ui {

namespace {

using Thing = model::Difference::Thing;
using Kind = model::Difference::Kind;

enum Column { Sign, Name, Before, After };

constexpr int kWhereRole = Qt::UserRole;

/// Before the names of fields, as in the file.
constexpr std::string_view kSettings = "settings.";
constexpr std::string_view kOptions = "options.";

/// Longer notes are cut in the list.
constexpr int kLongestNote = 40;

/// The first version, with the nodes that have no place where the other one has them: what is the
/// same stands at the same place. Groups stand open, so that no difference hides in one.
model::Topology placedLike(model::Topology topology, const model::Topology& other)
{
    for (model::Node& node : topology.nodes) {
        const model::Node* there = node.position ? nullptr : other.find(node.id);
        if (there != nullptr)
            node.position = there->position;
    }
    for (model::Group& group : topology.groups)
        group.collapsed = false;
    return topology;
}

/// Only numbers have one.
std::string withUnit(const std::string& value, const std::string& unit)
{
    bool isNumber = false;
    QString::fromStdString(value).toDouble(&isNumber);
    return isNumber && !unit.empty() ? value + ' ' + unit : value;
}

/// The first line of the note.
QString firstWords(const model::Note& note)
{
    const QString line = plainText(note).section(QLatin1Char('\n'), 0, 0);
    return line.size() <= kLongestNote ? line
                                       : line.left(kLongestNote).trimmed() + QStringLiteral("…");
}

QString wordOf(Kind kind)
{
    switch (kind) {
    case Kind::Added:
        return CompareWindow::tr("added");
    case Kind::Removed:
        return CompareWindow::tr("removed");
    case Kind::Changed:
        return CompareWindow::tr("changed");
    case Kind::Moved:
        return CompareWindow::tr("moved");
    }
    return {};
}

} // namespace

CompareWindow::CompareWindow(const Version& before,
                             const Version& after,
                             Theme& theme,
                             QWidget* parent)
    : QDialog(parent, Qt::Window)
    , m_theme(theme)
    , m_beforeTitle(before.title)
    , m_afterTitle(after.title)
    , m_differences(model::differences(before.topology, after.topology))
{
    setObjectName(QStringLiteral("compareWindow"));
    setWindowTitle(tr("%1 and %2 — TopoMQ").arg(before.title, after.title));
    m_before.reset(placedLike(before.topology, after.topology), {});
    m_after.reset(placedLike(after.topology, before.topology), {});
    m_beforeCanvas = new CompareCanvas(m_before, theme, this);
    m_afterCanvas = new CompareCanvas(m_after, theme, this);
    m_list = new QTreeWidget(this);
    auto* sides = new QSplitter(Qt::Horizontal, this);
    sides->setHandleWidth(10);
    sides->addWidget(column(before.title, m_beforeCanvas));
    sides->addWidget(column(after.title, m_afterCanvas));
    auto* whole = new QSplitter(Qt::Vertical, this);
    whole->addWidget(sides);
    whole->addWidget(m_list);
    whole->setSizes({560, 220});
    whole->setStretchFactor(0, 1);
    auto* layout = new QVBoxLayout(this);
    auto* words = new QLabel(summary(), this);
    words->setObjectName(QStringLiteral("compareSummary"));
    layout->addWidget(words);
    layout->addWidget(whole, 1);
    m_beforeCanvas->setAccessibleName(tr("Before: %1").arg(before.title));
    m_afterCanvas->setAccessibleName(tr("After: %1").arg(after.title));
    m_beforeCanvas->setDifferences(m_differences);
    m_afterCanvas->setDifferences(m_differences);
    listDifferences();
    connectCanvases();
    resize(1240, 820);
}

QWidget* CompareWindow::column(const QString& title, CompareCanvas* canvas)
{
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(title, column);
    label->setFont(m_theme.titleFont());
    label->setTextFormat(Qt::PlainText);
    layout->addWidget(label);
    layout->addWidget(canvas, 1);
    return column;
}

QString CompareWindow::summary() const
{
    if (m_differences.empty())
        return tr("Both versions say the same.");
    std::array<int, 4> counts{};
    for (const model::Difference& difference : m_differences)
        ++counts[static_cast<std::size_t>(difference.kind)];
    QStringList parts;
    for (const Kind kind : {Kind::Added, Kind::Removed, Kind::Changed, Kind::Moved}) {
        if (const int count = counts[static_cast<std::size_t>(kind)]; count > 0)
            parts << QStringLiteral("%1 %2 %3").arg(signOf(kind)).arg(count).arg(wordOf(kind));
    }
    return parts.join(QStringLiteral("     "));
}

void CompareWindow::connectCanvases()
{
    connect(m_beforeCanvas, &CompareCanvas::cameraChanged, this,
            [this] { m_afterCanvas->setCamera(m_beforeCanvas->camera()); });
    connect(m_afterCanvas, &CompareCanvas::cameraChanged, this,
            [this] { m_beforeCanvas->setCamera(m_afterCanvas->camera()); });
    for (const CompareCanvas* canvas : {m_beforeCanvas, m_afterCanvas})
        connect(canvas, &CompareCanvas::clicked, this, &CompareWindow::selectInList);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &CompareWindow::jumpTo);
}

void CompareWindow::listDifferences()
{
    m_list->setHeaderLabels({QString(), tr("What differs"), m_beforeTitle, m_afterTitle});
    m_list->setAccessibleName(tr("What differs"));
    m_list->setUniformRowHeights(true);
    for (const model::Difference& difference : m_differences)
        addDifference(difference);
    m_list->expandAll();
    m_list->header()->setStretchLastSection(true);
    m_list->setColumnWidth(Sign, 64);
    m_list->setColumnWidth(Name, 320);
    m_list->setColumnWidth(Before, 320);
}

void CompareWindow::addDifference(const model::Difference& difference)
{
    auto* item = new QTreeWidgetItem(m_list, {signOf(difference.kind), nameOf(difference)});
    item->setData(Name, kWhereRole, QString::fromStdString(difference.where));
    item->setForeground(Sign, colorOf(m_theme.colors(), difference.kind));
    QFont strong = m_list->font();
    strong.setBold(true);
    item->setFont(Sign, strong);
    item->setToolTip(Sign, wordOf(difference.kind));
    const auto show = [](QTreeWidgetItem* row, Column column, const std::string& words) {
        const QString text = QString::fromStdString(words);
        row->setText(column, text.simplified());
        // Notes and other long texts are cut in the list.
        row->setToolTip(column, Qt::convertFromPlainText(text));
    };
    const auto fill = [&](QTreeWidgetItem* row, const model::FieldDifference& field) {
        const std::string unit = unitOf(difference, field);
        show(row, Before, withUnit(field.before, unit));
        show(row, After, withUnit(field.after, unit));
    };
    // A parameter stands on neither canvas.
    if (const model::Value* value = valueOf(difference))
        show(item, difference.kind == Kind::Added ? After : Before, value->describe());
    // One field stands on the line of its thing.
    if (difference.fields.size() == 1) {
        item->setText(
            Name, tr("%1: %2").arg(item->text(Name), labelOf(difference, difference.fields[0])));
        fill(item, difference.fields[0]);
        return;
    }
    for (const model::FieldDifference& field : difference.fields) {
        auto* row = new QTreeWidgetItem(item, {QString(), labelOf(difference, field)});
        row->setData(Name, kWhereRole, item->data(Name, kWhereRole));
        fill(row, field);
    }
}

const model::Value* CompareWindow::valueOf(const model::Difference& difference) const
{
    const bool came = difference.kind == Kind::Added;
    if (difference.thing != Thing::Parameter || (!came && difference.kind != Kind::Removed))
        return nullptr;
    for (const model::Parameter& each : (came ? m_after : m_before).topology().parameters) {
        if ('#' + each.name == difference.where)
            return &each.value;
    }
    return nullptr;
}

QString CompareWindow::nameOf(const model::Difference& difference) const
{
    const QString where = QString::fromStdString(difference.where);
    const TopologyDocument& holder = difference.kind == Kind::Removed ? m_before : m_after;
    switch (difference.thing) {
    case Thing::Drawing:
        return tr("Drawing");
    case Thing::Node: {
        const model::Node* node = holder.topology().find(model::NodeId(difference.where));
        return tr("Node %1").arg(node == nullptr ? where : QString::fromStdString(node->title()));
    }
    case Thing::Socket:
        return tr("Socket %1").arg(placeOf(holder.topology(), difference.where).title);
    case Thing::Link: {
        const model::Link* link = holder.topology().find(model::LinkId(difference.where));
        if (link == nullptr)
            return where;
        return tr("Link %1").arg(linkTitle(holder.topology(), *link));
    }
    case Thing::Group: {
        const model::Group* group = holder.topology().find(model::GroupId(difference.where));
        return tr("Group %1")
            .arg(group == nullptr || group->title.empty() ? where
                                                          : QString::fromStdString(group->title));
    }
    case Thing::Note: {
        const model::Note* note = holder.topology().find(model::NoteId(difference.where));
        const QString words = note == nullptr ? QString() : firstWords(*note);
        return tr("Note %1").arg(words.isEmpty() ? where : tr("“%1”").arg(words));
    }
    case Thing::Parameter:
        return tr("Parameter %1").arg(where);
    }
    return where;
}

const model::SettingInfo* CompareWindow::settingOf(const model::Difference& difference,
                                                   const model::FieldDifference& field) const
{
    if (difference.thing != Thing::Node || !field.field.starts_with(kSettings))
        return nullptr;
    const model::Node* node = m_after.topology().find(model::NodeId(difference.where));
    return node == nullptr ? nullptr
                           : model::findSetting(node->role, field.field.substr(kSettings.size()));
}

/// As the inspector calls it; what it has no name for as in the file.
QString CompareWindow::labelOf(const model::Difference& difference,
                               const model::FieldDifference& field) const
{
    if (const model::SettingInfo* setting = settingOf(difference, field))
        return engineText(setting->label);
    for (const std::string_view prefix : {kSettings, kOptions}) {
        if (field.field.starts_with(prefix))
            return QString::fromStdString(field.field.substr(prefix.size()));
    }
    return QString::fromStdString(field.field);
}

std::string CompareWindow::unitOf(const model::Difference& difference,
                                  const model::FieldDifference& field) const
{
    const model::SettingInfo* setting = settingOf(difference, field);
    return setting == nullptr ? std::string() : engineText(setting->unit).toStdString();
}

void CompareWindow::jumpTo(const QTreeWidgetItem* item)
{
    if (item == nullptr)
        return;
    const std::string where = item->data(Name, kWhereRole).toString().toStdString();
    m_beforeCanvas->setFocusOn(where);
    m_afterCanvas->setFocusOn(where);
    const QRectF before = m_beforeCanvas->areaOf(where);
    const QRectF after = m_afterCanvas->areaOf(where);
    const QRectF area = where.empty() ? QRectF() : before | after;
    if (area.isEmpty())
        return;
    // Near enough to be read, with some of what is around it.
    constexpr double kAround = 160;
    m_afterCanvas->fit(area.adjusted(-kAround, -kAround, kAround, kAround));
}

void CompareWindow::selectInList(const QString& where)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        const QString place = item->data(Name, kWhereRole).toString();
        if (place == where || place.startsWith(where + QLatin1Char('.'))) {
            m_list->setCurrentItem(item);
            return;
        }
    }
}

void CompareWindow::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    // Now the canvases have their sizes.
    if (!std::exchange(m_wasShown, true))
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_afterCanvas->fit(m_beforeCanvas->drawnArea() | m_afterCanvas->drawnArea());
            },
            Qt::QueuedConnection);
}

} // namespace topomq::ui
