#include "ui/inspector/transport_choice.h"

#include "engine/rules/rules.h"
#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_text.h"

#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QStandardItemModel>

#include <array>
#include <string_view>

namespace topomq::ui {

namespace {

constexpr std::array<std::string_view, 7> kTransports{"inproc", "ipc",  "tcp", "ws",
                                                      "pgm",    "epgm", "norm"};

} // namespace

void addTransports(QComboBox* box, const TopologyDocument& document)
{
    for (const std::string_view transport : kTransports) {
        box->addItem(toText(transport));
        const std::string why = rules::whyUnavailable(document.capabilities(), transport);
        if (why.empty())
            continue;
        const int at = box->count() - 1;
        box->setItemData(at, engineText(why), Qt::ToolTipRole);
        if (auto* model = qobject_cast<QStandardItemModel*>(box->model()))
            model->item(at)->setEnabled(false);
    }
}

void addFreshAddresses(QMenu* menu, const TopologyDocument& document)
{
    menu->setToolTipsVisible(true);
    for (const std::string_view transport : kTransports) {
        const std::string why = rules::whyUnavailable(document.capabilities(), transport);
        const QString address = toText(rules::freshAddress(transport));
        QAction* action = menu->addAction(address);
        action->setData(address);
        action->setEnabled(why.empty());
        action->setToolTip(why.empty() ? address : engineText(why));
    }
}

} // namespace topomq::ui
