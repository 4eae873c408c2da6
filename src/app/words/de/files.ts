/** What is to be said while files are read. */
export const files = {
  base: {
    verbatim: '{{text}}',
  },
  dicom: {
    empty: 'Die Datei ist leer.',
    notDicom: 'Dies ist keine DICOM-Datei.',
    notDicomBut: 'Dies ist {{kind}}, kein DICOM-Bild.',
    packed: 'Dies ist {{kind}}: entpacken und den Inhalt öffnen.',
    truncated: 'Die Datei endet mittendrin: Sie wurde nicht vollständig kopiert.',
    truncatedPixels: 'Die Datei endet mitten in den Bilddaten: Sie wurde nicht vollständig kopiert.',
    truncatedFrame: 'Die Datei endet, bevor Bild {{frame}} von {{frames}} vollständig ist.',
    unknownEncoding:
      'Das Bild ist als {{uid}} kodiert, was keine genormte Kodierung ist und nicht gelesen werden kann.',
    noEncoding: 'Die Datei sagt nicht, wie sie kodiert ist, und ihr Inhalt verrät es nicht.',
    deflateDamaged:
      'Die Datei ist komprimiert (deflate), und die Kompression ist beschädigt oder abgeschnitten.',
    noSense: 'Die Datei ist beschädigt: Ihr Inhalt ergibt als DICOM keinen Sinn.',
    noSize: 'Die Datei sagt nicht, wie viele Zeilen und Spalten ihr Bild hat.',
    oddBits: 'Das Bild hat {{bits}} Bit je Pixel, was dieser Viewer nicht zeigt.',
    secretlyCompressed:
      'Die Datei kündigt unkomprimierte Pixel an, sie sind aber auf eine nicht genannte Weise komprimiert.',
    cannotDecode: 'Das Bild ist als {{name}} komprimiert, was hier nicht dekodiert werden kann.',
    notEncapsulated: 'Die Datei kündigt {{name}} an, ihre Pixel sind aber nicht gekapselt.',
    noDecoder:
      'Der Decoder für {{name}} konnte nicht geladen werden: Seite neu laden und das Bild erneut öffnen.',
    damagedPixels: 'Die komprimierten Pixel sind beschädigt ({{name}}: {{why}}).',
    damagedFrame: 'Die komprimierten Pixel von Bild {{frame}} sind beschädigt ({{name}}: {{why}}).',
    noDictionary:
      'Das Verzeichnis der DICOM-Tags konnte nicht geladen werden. Seite neu laden und erneut versuchen.',
    goneFile:
      'Die Datei kann nicht mehr gelesen werden: Sie wurde verschoben oder geändert, oder ihr Datenträger wurde entfernt.',
    jpegBits: 'der Datenstrom hat {{bits}} Bit je Pixel, der Standard kennt 8 und 12',
    rleHeader: 'der RLE-Kopf ist abgeschnitten',
    rleSegments: '{{segments}} RLE-Segmente statt {{wanted}}',
    rleShort: 'die RLE-Daten sind zu kurz für das Bild',
    rleOffset: 'ein RLE-Offset liegt außerhalb',
    rleEnds: 'ein RLE-Segment endet vor dem letzten Pixel',
    gaveUp: 'der Decoder gab auf',
    nothingDecoded: 'nichts im Datenstrom konnte dekodiert werden',
    streamBegins: 'der Datenstrom beginnt nicht wie einer',
    streamHeader: 'der Datenstrom hat keinen Kopf',
    streamColours: 'der Datenstrom enthält {{components}} Farbkomponenten, laut Datei ist es 1',
    streamSize: 'der Datenstrom enthält {{size}} Pixel, laut Datei sind es {{wanted}}',
    streamBits: '{{bits}} Bit je Pixel sind mehr, als dekodiert werden kann',
    streamEnds: 'der Datenstrom endet vor dem letzten Pixel',
    wrongCount: '{{decoded}} Werte dekodiert, {{wanted}} erwartet',
    scrambled: 'Die komprimierten Pixel lassen sich nicht den einzelnen Bildern zuordnen.',
    colour:
      'Dies ist ein Farbbild ({{photometric}}), etwa ein Bildschirmfoto oder eine 3D-Darstellung: Es hat keine Hounsfield-Einheiten.',

    dicomdir: 'Dies ist ein Inhaltsverzeichnis (DICOMDIR), kein Bild.',
    noImage: 'Die Datei ist DICOM, enthält aber kein Bild.',
    noImageBut: 'Dies ist {{kind}}, kein Bild.',
    keyImages: 'eine Liste von Schlüsselbildern',
    structuredReport: 'ein schriftlicher Befund (Structured Report)',
    plan: 'ein Bestrahlungsplan',
    ionPlan: 'ein Bestrahlungsplan (Ionen)',
    contours: 'ein Satz von Konturen der Strahlentherapie',
    treatment: 'ein Protokoll der Strahlentherapie',
    waveform: 'eine Kurve, etwa ein EKG',
    presentation: 'ein Presentation State (wie ein Bild gezeigt wurde)',
    document: 'ein Dokument, etwa ein PDF',
    rawData: 'ein Rohdatensatz oder eine Registrierung',

    gzip: 'ein gzip-Archiv',
    bzip2: 'ein bzip2-Archiv',
    sevenZip: 'ein 7-Zip-Archiv',
    rar: 'ein RAR-Archiv',
    xz: 'ein xz-Archiv',
    tar: 'ein tar-Archiv',
    pdf: 'ein PDF-Dokument',
    png: 'ein PNG-Bild',
    jpeg: 'ein JPEG-Bild',
    bareJpeg2000: 'ein reines JPEG-2000-Bild',
    gif: 'ein GIF-Bild',
    bitmap: 'ein Bitmap-Bild',
    tiff: 'ein TIFF-Bild',
    video: 'ein Video',
    videoOrSound: 'ein Video oder eine Tondatei',
    windowsProgram: 'ein Windows-Programm',
    program: 'ein Programm',
    installer: 'das Archiv eines Installationsprogramms',
    office: 'ein Office-Dokument oder ein Zwischenspeicher für Bilder',
    zip: 'ein Archiv ohne DICOM darin oder ein Office-Dokument',
    niftiVolume: 'ein NIfTI-Volumen',
    niftiHeader: 'ein NIfTI-Dateikopf',
    nrrd: 'ein NRRD-Volumen',
    text: 'eine Textdatei',

    guessedEncoding:
      'Der Dateikopf fehlt oder ist falsch: Wie die Datei kodiert ist, wurde aus dem Inhalt erschlossen.',
    notCt: 'Dies ist kein CT-Bild: Es wird gezeigt, aber nicht ausgewertet.',
    noRescale:
      'Rescale Slope oder Intercept fehlt: Die gespeicherten Werte werden als Hounsfield-Einheiten genommen.',
    wrapped:
      'Die 12-Bit-Werte waren übergelaufen; das wurde rückgängig gemacht, um Hounsfield-Einheiten zu erhalten.',
    monochrome1:
      'Die Datei verlangt eine invertierte Darstellung (MONOCHROME1) und wird so gezeigt; die Hounsfield-Einheiten betrifft das nicht.',
    lossy: 'Das Bild wurde verlustbehaftet komprimiert: Feine Details können fehlen.',
    noPixelSpacing: 'Der Pixelabstand fehlt: Strecken können nicht in Millimetern angegeben werden.',
    pixelAspect:
      'Die Pixel sind nicht quadratisch: Das Bild wird im richtigen Seitenverhältnis gezeigt, und Längen zählen die kürzere Seite eines Pixels.',
    oddFrameCount: 'Die Anzahl der Einzelbilder ergibt keinen Sinn: Nur das erste wird gelesen.',
    secondaryCapture:
      'Dies ist ein Bildschirmfoto oder ein abgeleitetes Bild (Secondary Capture): Seine Werte müssen keine Hounsfield-Einheiten sein.',
    noSopInstanceUid:
      'Das Bild hat keine Kennung (SOP Instance UID): Sie wurde aus seinem Pfad und Inhalt abgeleitet.',
    withDetail: '{{notice}} ({{detail}})',

    unknownModality: 'Die Modalität der Bilder ist unbekannt: Sie werden gezeigt, aber nicht ausgewertet.',
    otherModality: 'Die Bilder sind {{modality}}, nicht CT: Sie werden gezeigt, aber nicht ausgewertet.',
    tilt: 'Die Gantry war um {{degrees}}° gekippt: Die Bilder werden wie aufgenommen gezeigt, nicht aufgerichtet.',
    slanted:
      'Nach ihren Positionen wurden die Bilder mit einer um {{degrees}}° gekippten Gantry aufgenommen, was die Dateien nicht angeben: Sie werden wie aufgenommen gezeigt, nicht aufgerichtet.',
    singleImage: 'Die Serie besteht aus einem einzigen Bild.',
    noPositions_one: '{{count}} Bild ohne Position: stattdessen nach Bildnummer sortiert.',
    noPositions_other: '{{count}} Bilder ohne Position: stattdessen nach Bildnummer sortiert.',
    parted:
      'Unter der Kennung dieser Serie enthalten die Dateien {{parts}} Arten von Bildern (nach Orientierung, Größe oder Bezugssystem): Jede ist als eigene Serie aufgeführt.',
    timePoints:
      'Die Serie enthält dieselben Orte {{of}}-mal, unterschieden nach {{by}}: Dies ist Zeitpunkt {{number}} von {{of}}. Jeder ist als eigene Serie aufgeführt.',
    byTemporalPosition: 'zeitlicher Position',
    byNumber: 'Aufnahmenummer',
    byTime: 'Aufnahmezeit',
    byContentTime: 'der Zeit der Bilder',
    doubled_one: '{{count}} Bild an der Position eines anderen: Alle bleiben erhalten.',
    doubled_other: '{{count}} Bilder an der Position eines anderen: Alle bleiben erhalten.',
    missing:
      'Vermutlich fehlen Bilder ({{images}} an {{places}}): Der Abstand dort ist ein Vielfaches von {{usual}} mm.',
    missingByStep:
      'Vermutlich fehlen Bilder ({{images}} an {{places}}): Der Abstand dort ist ein Vielfaches des üblichen.',
    images_one: '{{count}} Bild',
    images_other: '{{count}} Bilder',
    places_one: 'einer Stelle',
    places_other: '{{count}} Stellen',
    large:
      'Eine große Serie: {{count}} Bilder, solange sie offen ist etwa {{gigabytes}} GB im Arbeitsspeicher.',
    unevenPixels:
      'Der Pixelabstand ist ungleich, von {{least}} bis {{most}} mm: Jedes Bild wird nach seinem eigenen gemessen, und die Serie ergibt kein Volumen.',
    uneven: 'Der Schichtabstand ist ungleich: in der Regel {{usual}} mm, von {{least}} bis {{most}} mm.',
    unevenByStep: 'Der Schichtabstand ist ungleich: vom {{least}}- bis zum {{most}}-Fachen des üblichen.',
  },
  intake: {
    index: 'Dies ist ein Verzeichnis der CD, kein Bild; die Bilder selbst wurden direkt gelesen.',
    noMemory:
      'Die Datei braucht mehr Speicher, als frei ist. Schließen Sie eine Untersuchung oder andere Programme, und öffnen Sie die Datei dann erneut.',
    tooLarge: 'Die Datei hat {{gigabytes}} GB; dieses Programm öffnet Dateien bis 2 GB.',
    unreadable:
      'Die Datei konnte nicht gelesen werden: Vielleicht wurde sie seit der Auswahl verschoben, geändert oder gesperrt.',
    unopened: 'Die Datei konnte nicht geöffnet werden: Vielleicht wurde sie verschoben oder gesperrt.',
    unlisted:
      'Der Ordner konnte nicht vollständig gelesen werden: Vielleicht wurde er verschoben oder gesperrt.',
    archiveInArchive: 'Dieses Archiv liegt in einem anderen: entpacken und den Inhalt öffnen.',
    archiveTooLarge: 'Dieses Archiv enthält mehr als 1 GB: entpacken und den Ordner öffnen.',
    archiveDamaged:
      'Dieses ZIP-Archiv konnte nicht entpackt werden: Es ist beschädigt oder durch ein Passwort geschützt.',
    memberDamaged:
      'Diese Datei ist in ihrem Archiv beschädigt oder durch ein Passwort geschützt: das Archiv erneut kopieren.',
    noFiles: 'Es waren keine Dateien darin. Wählen Sie den Ordner mit den DICOM-Bildern des Schädel-CT.',
    nothingFound_one:
      'Die Datei ist kein DICOM-Bild, das gezeigt werden kann. Wählen Sie den Ordner mit den DICOM-Bildern des Schädel-CT.',
    nothingFound_other:
      'Keine der {{count}} Dateien ist ein DICOM-Bild, das gezeigt werden kann. Wählen Sie den Ordner mit den DICOM-Bildern des Schädel-CT.',
    duplicate: 'Dieses Bild ist schon vorhanden, aus {{file}}: Beide tragen dieselbe SOP Instance UID.',
    sharedIdentifier:
      'Das Bild trägt die Kennung (SOP Instance UID) eines anderen, {{other}}, und wird ausgelassen: An ihr sind beide nicht zu unterscheiden.',
    noReader:
      'Der Teil der Seite, der Dateien liest, konnte nicht gestartet werden. Seite neu laden und erneut versuchen.',
    readerBroke:
      'Das Lesen brach bei dieser Datei ab: Vielleicht braucht sie mehr Speicher, als vorhanden ist.',
    noDemo: 'Die Demo-Untersuchung konnte nicht erzeugt werden. Seite neu laden und erneut versuchen.',
  },
} as const;
