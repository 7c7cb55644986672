#pragma once
// One socket of a node: type, addresses and options.

#include "engine/model/ids.h"
#include "engine/model/settings.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_labels.h"

#include <vector>

class QComboBox;

namespace topomq::ui {

class AddressRow;
class MoreOptions;
class OptionRow;
class SecurityFields;
class SubscriptionList;

/// Where the id of a socket has its place among the slots of a role: by the longest name it
/// begins with, else the first slot that allows its type. Null: nowhere.
[[nodiscard]] const model::SocketSlot* slotOf(const model::RoleInfo& role,
                                              const model::Socket& socket);

/// Thread: the window's.
class SocketCard : public CardFrame
{
    Q_OBJECT

public:
    SocketCard(const model::SocketRef& socket, const InspectorContext& context, QWidget* parent);

    void sync();
    void refresh();

private:
    [[nodiscard]] QWidget* makeHeader();
    void fillTypes();
    void addAddresses(QVBoxLayout* column);
    void addOptions(QVBoxLayout* column);
    void chooseType();
    void removeSocket();
    void addAddress(const std::string& address);
    void showSubscriptions();
    [[nodiscard]] QString connectionText() const;

    model::SocketRef m_socket;
    const InspectorContext& m_context;
    QComboBox* m_type = nullptr;
    QLabel* m_stage = nullptr;
    QLabel* m_connections = nullptr;
    SubscriptionList* m_subscriptions = nullptr;
    std::vector<AddressRow*> m_addresses;
    std::vector<OptionRow*> m_rows;
    MoreOptions* m_more = nullptr;
    SecurityFields* m_security = nullptr;
};

} // namespace topomq::ui
