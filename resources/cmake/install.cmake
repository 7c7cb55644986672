# What `cmake --install` puts where a desktop looks for it (freedesktop.org's paths).

set(desktop_id org.topomq.TopoMQ)
set(desktop_files ${PROJECT_SOURCE_DIR}/resources/desktop)

if(TARGET topomq)
    install(TARGETS topomq RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES ${desktop_files}/${desktop_id}.desktop
        DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES ${desktop_files}/${desktop_id}.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
    install(FILES ${desktop_files}/${desktop_id}.mime.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME ${desktop_id}.xml)
    configure_file(${desktop_files}/${desktop_id}.metainfo.xml.in
        ${PROJECT_BINARY_DIR}/${desktop_id}.metainfo.xml @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/${desktop_id}.metainfo.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/examples
        DESTINATION ${CMAKE_INSTALL_DATADIR}/topomq FILES_MATCHING PATTERN "*.topomq")
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/schema
        DESTINATION ${CMAKE_INSTALL_DATADIR}/topomq FILES_MATCHING PATTERN "*.json")
    install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()
