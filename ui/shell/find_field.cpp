#include "ui/shell/find_field.h"

#include "ui/document/titles.h"
#include "ui/document/topology_document.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStandardItemModel>

namespace topomq::ui {

namespace {

constexpr int kIdRole = Qt::UserRole + 1;

} // namespace

FindField::FindField(TopologyDocument& document, const Theme& theme, QWidget* parent)
    : SearchField(theme, tr("Find nodes and links…"), parent)
    , m_document(document)
    , m_names(new QStandardItemModel(this))
    , m_completer(new QCompleter(m_names, this))
{
    setObjectName(QStringLiteral("find"));
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(12);
    setCompleter(m_completer);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            [this](const QModelIndex& index) { jump(index.data(kIdRole).toString()); });
    connect(this, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (text.size() == 1)
            readNames();
    });
    connect(this, &QLineEdit::returnPressed, this, [this] { jumpTo(text()); });
}

void FindField::readNames()
{
    const model::Topology& topology = m_document.topology();
    m_names->clear();
    const auto add = [this](const QString& text, const std::string& id) {
        auto* item = new QStandardItem(text);
        item->setData(QString::fromStdString(id), kIdRole);
        m_names->appendRow(item);
    };
    for (const model::Node& node : topology.nodes)
        add(QString::fromStdString(node.title()), node.id.text());
    for (const model::Link& link : topology.links)
        add(linkTitle(topology, link), link.id.text());
}

bool FindField::jumpTo(const QString& text)
{
    readNames();
    for (int row = 0; row < m_names->rowCount(); ++row) {
        const QModelIndex index = m_names->index(row, 0);
        const QString id = index.data(kIdRole).toString();
        if (index.data().toString().contains(text, Qt::CaseInsensitive)
            || id.contains(text, Qt::CaseInsensitive))
        {
            jump(id);
            return true;
        }
    }
    return false;
}

void FindField::jump(const QString& id)
{
    const std::string plain = id.toStdString();
    const model::Topology& topology = m_document.topology();
    if (topology.find(model::NodeId(plain)))
        m_document.selection()->reveal({model::NodeId(plain)}, {});
    else if (topology.find(model::LinkId(plain)))
        m_document.selection()->reveal({}, {model::LinkId(plain)});
}

} // namespace topomq::ui
