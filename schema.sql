-- NetEvent's tables for MySQL 8 and MariaDB 10.6 or newer.
-- Rendered by `netevent schema` from netevent/core/database/tables; do not edit.
--
-- `netevent migrate` makes them, too. Who loads this file by hand runs that command once, too:
-- it notes that the tables are there, so that later releases know where to go on from.

SET NAMES utf8mb4;

CREATE TABLE languages (
    code VARCHAR(5) NOT NULL,
    name VARCHAR(50) NOT NULL,
    native_name VARCHAR(50) NOT NULL,
    is_active BOOL NOT NULL DEFAULT 1,
    is_default BOOL NOT NULL DEFAULT 0,
    date_format VARCHAR(30) DEFAULT '%B %d, %Y at %H:%M',
    sort_order INTEGER DEFAULT '0',
    CONSTRAINT pk_languages PRIMARY KEY (code)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE login_links (
    id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_id INTEGER NOT NULL,
    expires_at DATETIME NOT NULL,
    purpose VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'login',
    email VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    CONSTRAINT pk_login_links PRIMARY KEY (id)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_login_links_account ON login_links (account_kind, account_id);

CREATE TABLE logins (
    id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    csrf_token VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_id INTEGER NOT NULL,
    expires_at DATETIME NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    device VARCHAR(80) NOT NULL DEFAULT '',
    waits BOOL NOT NULL DEFAULT 0,
    CONSTRAINT pk_logins PRIMARY KEY (id)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_logins_account ON logins (account_kind, account_id);

CREATE TABLE notifications (
    id INTEGER NOT NULL AUTO_INCREMENT,
    attendee_id INTEGER NOT NULL,
    kind VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id INTEGER NOT NULL,
    created_at DATETIME(6) NOT NULL,
    seen_at DATETIME(6),
    mailed_at DATETIME(6),
    pushed_at DATETIME(6),
    recalled_at DATETIME(6),
    CONSTRAINT pk_notifications PRIMARY KEY (id),
    CONSTRAINT uq_notifications_attendee_id_kind_subject_id UNIQUE (attendee_id, kind, subject_id)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_notifications_attendee_id_seen_at ON notifications (attendee_id, seen_at);

CREATE INDEX ix_notifications_seen_at_kind_created_at ON notifications (seen_at, kind, created_at);

CREATE TABLE organizers (
    id INTEGER NOT NULL AUTO_INCREMENT,
    email VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    password_hash VARCHAR(255) NOT NULL,
    name VARCHAR(255) NOT NULL,
    staff_code VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
    preferred_language VARCHAR(5) DEFAULT 'en',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    email_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    unconfirmed_since DATETIME(6),
    presents_only BOOL NOT NULL DEFAULT 0,
    CONSTRAINT pk_organizers PRIMARY KEY (id),
    CONSTRAINT uq_organizers_email UNIQUE (email),
    CONSTRAINT uq_organizers_staff_code UNIQUE (staff_code),
    CONSTRAINT uq_organizers_email_key UNIQUE (email_key)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE provider_events (
    id INTEGER NOT NULL AUTO_INCREMENT,
    provider VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider_event_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_provider_events PRIMARY KEY (id),
    CONSTRAINT uq_provider_events_provider_provider_event_id UNIQUE (provider, provider_event_id)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE suppressions (
    email_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    reason ENUM('refused','bounced','complained') NOT NULL,
    said VARCHAR(255) NOT NULL DEFAULT '',
    since DATETIME(6) NOT NULL,
    CONSTRAINT pk_suppressions PRIMARY KEY (email_key)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE vapid_keys (
    id INTEGER NOT NULL,
    private_key TEXT NOT NULL,
    public_key VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    made_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_vapid_keys PRIMARY KEY (id)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE events (
    id INTEGER NOT NULL AUTO_INCREMENT,
    organizer_id INTEGER NOT NULL,
    code VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(255) NOT NULL,
    description TEXT,
    start_time DATETIME NOT NULL,
    end_time DATETIME,
    location VARCHAR(255),
    max_attendees INTEGER,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    time_zone VARCHAR(64) NOT NULL DEFAULT 'UTC',
    seats_taken INTEGER NOT NULL DEFAULT '0',
    version INTEGER NOT NULL DEFAULT '0',
    is_open BOOL NOT NULL DEFAULT 1,
    entry_word VARCHAR(100) NOT NULL DEFAULT '',
    name_texts TEXT,
    no_show_minutes INTEGER,
    has_public_programme BOOL NOT NULL DEFAULT 0,
    lets_presenters_write BOOL NOT NULL DEFAULT 1,
    map_url VARCHAR(500) NOT NULL DEFAULT '',
    opens_at DATETIME,
    closes_at DATETIME,
    link_token VARCHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    archived_at DATETIME(6),
    colour VARCHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    logo VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    walk_ins_over_capacity BOOL NOT NULL DEFAULT 0,
    cancelled_at DATETIME(6),
    mail_name VARCHAR(255) NOT NULL DEFAULT '',
    reply_to VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    CONSTRAINT pk_events PRIMARY KEY (id),
    CONSTRAINT ck_events_seats_taken CHECK (seats_taken >= 0),
    CONSTRAINT fk_events_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id),
    CONSTRAINT uq_events_code UNIQUE (code)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE import_mappings (
    id INTEGER NOT NULL AUTO_INCREMENT,
    organizer_id INTEGER NOT NULL,
    headers_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    fields MEDIUMTEXT NOT NULL,
    used_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_import_mappings PRIMARY KEY (id),
    CONSTRAINT uq_import_mappings_organizer_id_headers_key UNIQUE (organizer_id, headers_key),
    CONSTRAINT fk_import_mappings_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE invoice_numbers (
    organizer_id INTEGER NOT NULL,
    year SMALLINT NOT NULL,
    last_number INTEGER NOT NULL,
    CONSTRAINT pk_invoice_numbers PRIMARY KEY (organizer_id, year),
    CONSTRAINT fk_invoice_numbers_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE login_accounts (
    login_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_id INTEGER NOT NULL,
    CONSTRAINT pk_login_accounts PRIMARY KEY (login_id, account_kind, account_id),
    CONSTRAINT fk_login_accounts_login_id FOREIGN KEY(login_id) REFERENCES logins (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_login_accounts_account ON login_accounts (account_kind, account_id);

CREATE TABLE attendee_types (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    code VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(100) NOT NULL,
    price NUMERIC(10, 2) DEFAULT '0.00',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    name_key VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    sort_order INTEGER NOT NULL DEFAULT '0',
    colour SMALLINT NOT NULL DEFAULT '0',
    is_offered BOOL NOT NULL DEFAULT 0,
    description TEXT,
    capacity INTEGER,
    sale_from DATETIME,
    sale_until DATETIME,
    unlock_code VARCHAR(100) NOT NULL DEFAULT '',
    CONSTRAINT pk_attendee_types PRIMARY KEY (id),
    CONSTRAINT uq_attendee_types_event_id_code UNIQUE (event_id, code),
    CONSTRAINT uq_attendee_types_event_id_name_key UNIQUE (event_id, name_key),
    CONSTRAINT fk_attendee_types_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE badge_settings (
    event_id INTEGER NOT NULL,
    format VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'a6',
    grid TEXT,
    offset_x SMALLINT NOT NULL DEFAULT '0',
    offset_y SMALLINT NOT NULL DEFAULT '0',
    shows_organisation BOOL NOT NULL DEFAULT 1,
    shows_role BOOL NOT NULL DEFAULT 1,
    shows_type BOOL NOT NULL DEFAULT 1,
    shows_photo BOOL NOT NULL DEFAULT 0,
    shows_logo BOOL NOT NULL DEFAULT 1,
    shows_languages BOOL NOT NULL DEFAULT 0,
    shows_agenda BOOL NOT NULL DEFAULT 0,
    lets_correct BOOL NOT NULL DEFAULT 1,
    corrections_until DATETIME(6),
    changed_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_badge_settings PRIMARY KEY (event_id),
    CONSTRAINT fk_badge_settings_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE bank_lines (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    fingerprint VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    booked_on DATE NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    currency VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payer VARCHAR(255) NOT NULL DEFAULT '',
    text VARCHAR(500) NOT NULL DEFAULT '',
    payment_id INTEGER,
    is_dismissed BOOL NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_bank_lines PRIMARY KEY (id),
    CONSTRAINT uq_bank_lines_event_id_fingerprint UNIQUE (event_id, fingerprint),
    CONSTRAINT fk_bank_lines_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE event_logos (
    event_id INTEGER NOT NULL,
    content MEDIUMTEXT NOT NULL,
    CONSTRAINT pk_event_logos PRIMARY KEY (event_id),
    CONSTRAINT fk_event_logos_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE event_organizers (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    organizer_id INTEGER NOT NULL,
    `role` ENUM('editor','viewer') NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_event_organizers PRIMARY KEY (id),
    CONSTRAINT uq_event_organizers_event_id_organizer_id UNIQUE (event_id, organizer_id),
    CONSTRAINT fk_event_organizers_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_event_organizers_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_event_organizers_organizer_id ON event_organizers (organizer_id);

CREATE TABLE event_texts (
    event_id INTEGER NOT NULL,
    language VARCHAR(5) NOT NULL,
    name VARCHAR(255) NOT NULL DEFAULT '',
    description TEXT,
    CONSTRAINT pk_event_texts PRIMARY KEY (event_id, language),
    CONSTRAINT fk_event_texts_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE gates (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    name VARCHAR(100) NOT NULL,
    sort_order INTEGER NOT NULL DEFAULT '0',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_gates PRIMARY KEY (id),
    CONSTRAINT uq_gates_event_id_name UNIQUE (event_id, name),
    CONSTRAINT fk_gates_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE invoices (
    id INTEGER NOT NULL AUTO_INCREMENT,
    organizer_id INTEGER NOT NULL,
    event_id INTEGER,
    reference VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind ENUM('invoice','credit_note') NOT NULL,
    year SMALLINT NOT NULL,
    number INTEGER NOT NULL,
    issued_on DATE NOT NULL,
    language VARCHAR(5) NOT NULL,
    total NUMERIC(10, 2) NOT NULL,
    currency VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    content MEDIUMTEXT NOT NULL,
    corrects_id INTEGER,
    payment_id INTEGER,
    refund_id INTEGER,
    CONSTRAINT pk_invoices PRIMARY KEY (id),
    CONSTRAINT uq_invoices_organizer_id_year_number UNIQUE (organizer_id, year, number),
    CONSTRAINT fk_invoices_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id),
    CONSTRAINT fk_invoices_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE SET NULL,
    CONSTRAINT fk_invoices_corrects_id FOREIGN KEY(corrects_id) REFERENCES invoices (id) ON DELETE SET NULL,
    CONSTRAINT uq_invoices_payment_id UNIQUE (payment_id),
    CONSTRAINT uq_invoices_refund_id UNIQUE (refund_id)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_invoices_event_id ON invoices (event_id);

CREATE INDEX ix_invoices_reference ON invoices (reference);

CREATE TABLE meeting_points (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    name VARCHAR(100) NOT NULL,
    sort_order INTEGER NOT NULL DEFAULT '0',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_meeting_points PRIMARY KEY (id),
    CONSTRAINT uq_meeting_points_event_id_name UNIQUE (event_id, name),
    CONSTRAINT fk_meeting_points_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE payment_settings (
    event_id INTEGER NOT NULL,
    currency VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'EUR',
    methods VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    transfer_days SMALLINT NOT NULL DEFAULT '7',
    account_holder VARCHAR(70) NOT NULL DEFAULT '',
    iban VARCHAR(34) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    bic VARCHAR(11) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    seller_name VARCHAR(255) NOT NULL DEFAULT '',
    seller_address VARCHAR(500) NOT NULL DEFAULT '',
    seller_vat_id VARCHAR(30) NOT NULL DEFAULT '',
    vat_percent NUMERIC(5, 2) NOT NULL DEFAULT '0.00',
    invoice_note VARCHAR(500) NOT NULL DEFAULT '',
    CONSTRAINT pk_payment_settings PRIMARY KEY (event_id),
    CONSTRAINT fk_payment_settings_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE payments (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    reference VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    charge_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    amount NUMERIC(10, 2) NOT NULL,
    currency VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state ENUM('created','pending','paid','failed','lapsed') NOT NULL DEFAULT 'created',
    given_back NUMERIC(10, 2) NOT NULL DEFAULT '0.00',
    problem VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    url TEXT NOT NULL,
    idempotency_key VARCHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    taken_by VARCHAR(255) NOT NULL DEFAULT '',
    taken_as VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    made_at DATETIME(6) NOT NULL,
    paid_at DATETIME(6),
    checks_at DATETIME(6),
    checked SMALLINT NOT NULL DEFAULT '0',
    CONSTRAINT pk_payments PRIMARY KEY (id),
    CONSTRAINT uq_payments_provider_provider_id UNIQUE (provider, provider_id),
    CONSTRAINT fk_payments_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT uq_payments_idempotency_key UNIQUE (idempotency_key)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_payments_checks_at ON payments (checks_at);

CREATE INDEX ix_payments_event_id ON payments (event_id, state, made_at);

CREATE INDEX ix_payments_reference ON payments (reference);

CREATE TABLE print_stations (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    name VARCHAR(100) NOT NULL,
    token VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    format VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    is_paused BOOL NOT NULL DEFAULT 0,
    trouble VARCHAR(255) NOT NULL DEFAULT '',
    runner VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    seen_at DATETIME(6),
    added_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_print_stations PRIMARY KEY (id),
    CONSTRAINT fk_print_stations_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT uq_print_stations_token UNIQUE (token)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_print_stations_event_id ON print_stations (event_id);

CREATE TABLE questions (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    kind ENUM('text','long_text','choice','several','yes_no','consent') NOT NULL,
    label VARCHAR(255) NOT NULL,
    text TEXT NOT NULL,
    options TEXT NOT NULL,
    is_required BOOL NOT NULL DEFAULT 0,
    at_the_door BOOL NOT NULL DEFAULT 0,
    in_lists BOOL NOT NULL DEFAULT 1,
    on_badges BOOL NOT NULL DEFAULT 0,
    sort_order INTEGER NOT NULL DEFAULT '0',
    CONSTRAINT pk_questions PRIMARY KEY (id),
    CONSTRAINT fk_questions_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_questions_event_id ON questions (event_id, sort_order);

CREATE TABLE registration_settings (
    event_id INTEGER NOT NULL,
    needs_approval BOOL NOT NULL DEFAULT 0,
    has_waiting_list BOOL NOT NULL DEFAULT 1,
    offer_hours SMALLINT NOT NULL DEFAULT '24',
    handover_until DATETIME,
    CONSTRAINT pk_registration_settings PRIMARY KEY (event_id),
    CONSTRAINT fk_registration_settings_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE staff (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    email VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    password_hash VARCHAR(255),
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL,
    staff_code VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
    invite_token VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    invite_used BOOL NOT NULL DEFAULT 0,
    preferred_language VARCHAR(5) DEFAULT 'en',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    email_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    invite_expires_at DATETIME,
    `role` ENUM('door','walk_ins','money') NOT NULL DEFAULT 'door',
    gates_since DATETIME(6),
    CONSTRAINT pk_staff PRIMARY KEY (id),
    CONSTRAINT uq_staff_event_id_email UNIQUE (event_id, email),
    CONSTRAINT uq_staff_event_id_email_key UNIQUE (event_id, email_key),
    CONSTRAINT fk_staff_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT uq_staff_staff_code UNIQUE (staff_code)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_staff_email_key ON staff (email_key);

CREATE INDEX ix_staff_invite_token ON staff (invite_token);

CREATE TABLE tracks (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    colour SMALLINT NOT NULL DEFAULT '0',
    CONSTRAINT pk_tracks PRIMARY KEY (id),
    CONSTRAINT uq_tracks_event_id_name UNIQUE (event_id, name),
    CONSTRAINT fk_tracks_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE vouchers (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    code VARCHAR(40) NOT NULL,
    code_key VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    kind ENUM('amount','percent') NOT NULL,
    value NUMERIC(10, 2) NOT NULL,
    most_uses INTEGER,
    uses INTEGER NOT NULL DEFAULT '0',
    reserved INTEGER NOT NULL DEFAULT '0',
    expires_at DATETIME,
    note VARCHAR(200) NOT NULL DEFAULT '',
    CONSTRAINT pk_vouchers PRIMARY KEY (id),
    CONSTRAINT uq_vouchers_event_id_code_key UNIQUE (event_id, code_key),
    CONSTRAINT fk_vouchers_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE attendees (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    email VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    password_hash VARCHAR(255) NOT NULL,
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL,
    organisation VARCHAR(255),
    `role` VARCHAR(255),
    introduction TEXT,
    phone VARCHAR(50) DEFAULT '',
    linkedin VARCHAR(255) DEFAULT '',
    profile_picture VARCHAR(255),
    checked_in BOOL NOT NULL DEFAULT 0,
    attendance_status ENUM('attending','not_attending') NOT NULL DEFAULT 'attending',
    confirmation_token VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    attendee_code VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
    attendee_type_id INTEGER,
    preferred_language VARCHAR(5) DEFAULT 'en',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    email_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    search_key VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    payment_status ENUM('not_due','pending','paid') NOT NULL DEFAULT 'not_due',
    checked_in_at DATETIME(6),
    checked_in_minute INTEGER,
    checked_in_gate_id INTEGER,
    checked_in_by VARCHAR(255) NOT NULL DEFAULT '',
    shows_name ENUM('nobody','connections','everyone') NOT NULL DEFAULT 'everyone',
    shows_organisation ENUM('nobody','connections','everyone') NOT NULL DEFAULT 'everyone',
    shows_role ENUM('nobody','connections','everyone') NOT NULL DEFAULT 'everyone',
    shows_introduction ENUM('nobody','connections','everyone') NOT NULL DEFAULT 'everyone',
    shows_photo ENUM('nobody','connections','everyone') NOT NULL DEFAULT 'everyone',
    shows_email ENUM('nobody','connections','everyone') NOT NULL DEFAULT 'connections',
    shows_phone ENUM('nobody','connections','everyone') NOT NULL DEFAULT 'connections',
    shows_linkedin ENUM('nobody','connections','everyone') NOT NULL DEFAULT 'connections',
    directory_key VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    confirmation_expires_at DATETIME,
    requests_on DATE,
    requests_made INTEGER NOT NULL DEFAULT '0',
    wants_digest BOOL NOT NULL DEFAULT 1,
    calendar_version INTEGER NOT NULL DEFAULT '1',
    own_fields VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT '0',
    unconfirmed_since DATETIME(6),
    link_version INTEGER NOT NULL DEFAULT '1',
    door_note VARCHAR(200) NOT NULL DEFAULT '',
    name_order VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    name_order_es VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    name_order_pl VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    organisation_order VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    mailed_at DATETIME(6),
    first_login_at DATETIME(6),
    amount_due NUMERIC(10, 2),
    wants_announcements BOOL NOT NULL DEFAULT 1,
    CONSTRAINT pk_attendees PRIMARY KEY (id),
    CONSTRAINT uq_attendees_event_id_email UNIQUE (event_id, email),
    CONSTRAINT uq_attendees_event_id_email_key UNIQUE (event_id, email_key),
    CONSTRAINT fk_attendees_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT uq_attendees_attendee_code UNIQUE (attendee_code),
    CONSTRAINT fk_attendees_attendee_type_id FOREIGN KEY(attendee_type_id) REFERENCES attendee_types (id) ON DELETE SET NULL,
    CONSTRAINT fk_attendees_checked_in_gate_id FOREIGN KEY(checked_in_gate_id) REFERENCES gates (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_attendees_added ON attendees (event_id, id);

CREATE INDEX ix_attendees_confirmation_token ON attendees (confirmation_token);

CREATE INDEX ix_attendees_directory ON attendees (event_id, directory_key);

CREATE INDEX ix_attendees_door ON attendees (event_id, attendance_status, checked_in, attendee_type_id);

CREATE INDEX ix_attendees_email_key ON attendees (email_key);

CREATE INDEX ix_attendees_gates ON attendees (event_id, checked_in_gate_id, checked_in);

CREATE INDEX ix_attendees_minutes ON attendees (event_id, checked_in_minute);

CREATE INDEX ix_attendees_names ON attendees (event_id, name_order, id, search_key, attendance_status, attendee_type_id, payment_status, unconfirmed_since, mailed_at, first_login_at);

CREATE INDEX ix_attendees_names_es ON attendees (event_id, name_order_es, id, search_key, attendance_status, attendee_type_id, payment_status, unconfirmed_since, mailed_at, first_login_at);

CREATE INDEX ix_attendees_names_pl ON attendees (event_id, name_order_pl, id, search_key, attendance_status, attendee_type_id, payment_status, unconfirmed_since, mailed_at, first_login_at);

CREATE INDEX ix_attendees_noted ON attendees (event_id, door_note);

CREATE INDEX ix_attendees_organisations ON attendees (event_id, organisation_order, id);

CREATE INDEX ix_attendees_unconfirmed_since ON attendees (unconfirmed_since);

CREATE TABLE breakout_sessions (
    id INTEGER NOT NULL AUTO_INCREMENT,
    code VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id INTEGER NOT NULL,
    name VARCHAR(255) NOT NULL,
    description TEXT,
    start_time DATETIME NOT NULL,
    end_time DATETIME NOT NULL,
    location VARCHAR(255),
    max_attendees INTEGER,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    seats_held INTEGER NOT NULL DEFAULT '0',
    seats_taken INTEGER NOT NULL DEFAULT '0',
    waiting INTEGER NOT NULL DEFAULT '0',
    last_number INTEGER NOT NULL DEFAULT '0',
    track_id INTEGER,
    upstream_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    in_room INTEGER NOT NULL DEFAULT '0',
    presenter_names TEXT,
    changed_at DATETIME(6),
    CONSTRAINT pk_breakout_sessions PRIMARY KEY (id),
    CONSTRAINT uq_breakout_sessions_event_id_upstream_id UNIQUE (event_id, upstream_id),
    CONSTRAINT ck_breakout_sessions_seats CHECK (seats_taken >= 0 AND waiting >= 0),
    CONSTRAINT uq_breakout_sessions_code UNIQUE (code),
    CONSTRAINT fk_breakout_sessions_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_breakout_sessions_track_id FOREIGN KEY(track_id) REFERENCES tracks (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_breakout_sessions_event_id_start_time ON breakout_sessions (event_id, start_time);

CREATE TABLE desks (
    id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id INTEGER NOT NULL,
    gate_id INTEGER,
    name VARCHAR(255) NOT NULL,
    seen_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_desks PRIMARY KEY (id),
    CONSTRAINT fk_desks_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_desks_gate_id FOREIGN KEY(gate_id) REFERENCES gates (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_desks_event_id ON desks (event_id);

CREATE TABLE kiosks (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    name VARCHAR(100) NOT NULL,
    token VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    pin_hash VARCHAR(255) NOT NULL,
    gate_id INTEGER,
    station_id INTEGER,
    seen_at DATETIME(6),
    added_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_kiosks PRIMARY KEY (id),
    CONSTRAINT fk_kiosks_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT uq_kiosks_token UNIQUE (token),
    CONSTRAINT fk_kiosks_gate_id FOREIGN KEY(gate_id) REFERENCES gates (id) ON DELETE SET NULL,
    CONSTRAINT fk_kiosks_station_id FOREIGN KEY(station_id) REFERENCES print_stations (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_kiosks_event_id ON kiosks (event_id);

CREATE INDEX ix_kiosks_gate_id ON kiosks (gate_id);

CREATE INDEX ix_kiosks_station_id ON kiosks (station_id);

CREATE TABLE orders (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    reference VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token_hash VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state ENUM('open','placed','settled','waiting','requested','lapsed','cancelled','declined') NOT NULL DEFAULT 'open',
    is_offer BOOL NOT NULL DEFAULT 0,
    name VARCHAR(255) NOT NULL,
    email VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    email_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    language VARCHAR(5) NOT NULL,
    company VARCHAR(255) NOT NULL DEFAULT '',
    address VARCHAR(500) NOT NULL DEFAULT '',
    vat_id VARCHAR(30) NOT NULL DEFAULT '',
    voucher_id INTEGER,
    total NUMERIC(10, 2) NOT NULL,
    currency VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    made_at DATETIME(6) NOT NULL,
    expires_at DATETIME,
    settled_at DATETIME(6),
    ended_at DATETIME(6),
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT fk_orders_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT uq_orders_reference UNIQUE (reference),
    CONSTRAINT uq_orders_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_orders_voucher_id FOREIGN KEY(voucher_id) REFERENCES vouchers (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_orders_email_key ON orders (event_id, email_key);

CREATE INDEX ix_orders_event_id ON orders (event_id, state, id);

CREATE INDEX ix_orders_expires_at ON orders (expires_at);

CREATE TABLE passkey_challenges (
    id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    browser VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organizer_id INTEGER,
    staff_id INTEGER,
    expires_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_passkey_challenges PRIMARY KEY (id),
    CONSTRAINT fk_passkey_challenges_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE CASCADE,
    CONSTRAINT fk_passkey_challenges_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_passkey_challenges_expires_at ON passkey_challenges (expires_at);

CREATE INDEX ix_passkey_challenges_organizer_id ON passkey_challenges (organizer_id);

CREATE INDEX ix_passkey_challenges_staff_id ON passkey_challenges (staff_id);

CREATE TABLE passkeys (
    id INTEGER NOT NULL AUTO_INCREMENT,
    organizer_id INTEGER,
    staff_id INTEGER,
    credential_id VARCHAR(1400) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    public_key TEXT NOT NULL,
    sign_count BIGINT NOT NULL,
    name VARCHAR(100) NOT NULL,
    added_at DATETIME(6) NOT NULL,
    last_used_at DATETIME(6),
    CONSTRAINT pk_passkeys PRIMARY KEY (id),
    CONSTRAINT fk_passkeys_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE CASCADE,
    CONSTRAINT fk_passkeys_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE,
    CONSTRAINT uq_passkeys_credential_id UNIQUE (credential_id)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_passkeys_organizer_id ON passkeys (organizer_id);

CREATE INDEX ix_passkeys_staff_id ON passkeys (staff_id);

CREATE TABLE question_types (
    question_id INTEGER NOT NULL,
    attendee_type_id INTEGER NOT NULL,
    CONSTRAINT pk_question_types PRIMARY KEY (question_id, attendee_type_id),
    CONSTRAINT fk_question_types_question_id FOREIGN KEY(question_id) REFERENCES questions (id) ON DELETE CASCADE,
    CONSTRAINT fk_question_types_attendee_type_id FOREIGN KEY(attendee_type_id) REFERENCES attendee_types (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_question_types_attendee_type_id ON question_types (attendee_type_id);

CREATE TABLE refunds (
    id INTEGER NOT NULL AUTO_INCREMENT,
    payment_id INTEGER NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    state ENUM('created','pending','done','failed') NOT NULL DEFAULT 'created',
    provider_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    idempotency_key VARCHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason VARCHAR(300) NOT NULL DEFAULT '',
    asked_by VARCHAR(255) NOT NULL DEFAULT '',
    last_error VARCHAR(255) NOT NULL DEFAULT '',
    made_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6),
    CONSTRAINT pk_refunds PRIMARY KEY (id),
    CONSTRAINT uq_refunds_payment_id_provider_id UNIQUE (payment_id, provider_id),
    CONSTRAINT fk_refunds_payment_id FOREIGN KEY(payment_id) REFERENCES payments (id) ON DELETE CASCADE,
    CONSTRAINT uq_refunds_idempotency_key UNIQUE (idempotency_key)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE second_steps (
    id INTEGER NOT NULL AUTO_INCREMENT,
    organizer_id INTEGER,
    staff_id INTEGER,
    secret VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    last_step INTEGER NOT NULL,
    on_since DATETIME(6) NOT NULL,
    CONSTRAINT pk_second_steps PRIMARY KEY (id),
    CONSTRAINT uq_second_steps_organizer_id UNIQUE (organizer_id),
    CONSTRAINT fk_second_steps_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE CASCADE,
    CONSTRAINT uq_second_steps_staff_id UNIQUE (staff_id),
    CONSTRAINT fk_second_steps_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE staff_gates (
    staff_id INTEGER NOT NULL,
    gate_id INTEGER NOT NULL,
    CONSTRAINT pk_staff_gates PRIMARY KEY (staff_id, gate_id),
    CONSTRAINT fk_staff_gates_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE,
    CONSTRAINT fk_staff_gates_gate_id FOREIGN KEY(gate_id) REFERENCES gates (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_staff_gates_gate_id ON staff_gates (gate_id);

CREATE TABLE staff_log_in_codes (
    staff_id INTEGER NOT NULL,
    token_hash VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    expires_at DATETIME NOT NULL,
    used_at DATETIME,
    device VARCHAR(80) NOT NULL DEFAULT '',
    CONSTRAINT pk_staff_log_in_codes PRIMARY KEY (staff_id),
    CONSTRAINT fk_staff_log_in_codes_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE CASCADE,
    CONSTRAINT uq_staff_log_in_codes_token_hash UNIQUE (token_hash)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE voucher_types (
    voucher_id INTEGER NOT NULL,
    attendee_type_id INTEGER NOT NULL,
    CONSTRAINT pk_voucher_types PRIMARY KEY (voucher_id, attendee_type_id),
    CONSTRAINT fk_voucher_types_voucher_id FOREIGN KEY(voucher_id) REFERENCES vouchers (id) ON DELETE CASCADE,
    CONSTRAINT fk_voucher_types_attendee_type_id FOREIGN KEY(attendee_type_id) REFERENCES attendee_types (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_voucher_types_attendee_type_id ON voucher_types (attendee_type_id);

CREATE TABLE answers (
    id INTEGER NOT NULL AUTO_INCREMENT,
    attendee_id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    value TEXT NOT NULL,
    wording TEXT NOT NULL,
    answered_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_answers PRIMARY KEY (id),
    CONSTRAINT uq_answers_attendee_id_question_id UNIQUE (attendee_id, question_id),
    CONSTRAINT fk_answers_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_answers_question_id FOREIGN KEY(question_id) REFERENCES questions (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_answers_question_id ON answers (question_id);

CREATE TABLE appointments (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    requester_id INTEGER NOT NULL,
    target_id INTEGER NOT NULL,
    appointment_time DATETIME NOT NULL,
    location VARCHAR(255),
    notes TEXT,
    status ENUM('pending','accepted','rejected','cancelled','lapsed') NOT NULL DEFAULT 'pending',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    end_time DATETIME NOT NULL,
    meeting_point_id INTEGER,
    revision INTEGER NOT NULL DEFAULT '1',
    changed_at DATETIME(6) NOT NULL,
    expires_at DATETIME NOT NULL,
    reminded_at DATETIME(6),
    cancelled_by_id INTEGER,
    CONSTRAINT pk_appointments PRIMARY KEY (id),
    CONSTRAINT fk_appointments_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_appointments_requester_id FOREIGN KEY(requester_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_appointments_target_id FOREIGN KEY(target_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_appointments_meeting_point_id FOREIGN KEY(meeting_point_id) REFERENCES meeting_points (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_appointments_requester_id_status ON appointments (requester_id, status);

CREATE INDEX ix_appointments_status_appointment_time ON appointments (status, appointment_time);

CREATE INDEX ix_appointments_status_expires_at ON appointments (status, expires_at);

CREATE INDEX ix_appointments_target_id_status ON appointments (target_id, status);

CREATE TABLE attendee_history (
    id INTEGER NOT NULL AUTO_INCREMENT,
    attendee_id INTEGER NOT NULL,
    at DATETIME(6) NOT NULL,
    by_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    by_name VARCHAR(255) NOT NULL DEFAULT '',
    what VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    changed MEDIUMTEXT NOT NULL,
    CONSTRAINT pk_attendee_history PRIMARY KEY (id),
    CONSTRAINT fk_attendee_history_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_attendee_history_attendee_id ON attendee_history (attendee_id);

CREATE TABLE badge_prints (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    attendee_id INTEGER NOT NULL,
    printed_at DATETIME(6) NOT NULL,
    printed_by VARCHAR(255) NOT NULL DEFAULT '',
    station VARCHAR(100) NOT NULL DEFAULT '',
    content VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    CONSTRAINT pk_badge_prints PRIMARY KEY (id),
    CONSTRAINT fk_badge_prints_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_badge_prints_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_badge_prints_attendee_id_printed_at ON badge_prints (attendee_id, printed_at);

CREATE INDEX ix_badge_prints_event_id ON badge_prints (event_id);

CREATE TABLE badge_scans (
    scanner_id INTEGER NOT NULL,
    scanned_id INTEGER NOT NULL,
    scanned_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_badge_scans PRIMARY KEY (scanner_id, scanned_id),
    CONSTRAINT fk_badge_scans_scanner_id FOREIGN KEY(scanner_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_badge_scans_scanned_id FOREIGN KEY(scanned_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE badge_texts (
    attendee_id INTEGER NOT NULL,
    name VARCHAR(201),
    organisation VARCHAR(255),
    `role` VARCHAR(255),
    changed_by VARCHAR(255) NOT NULL DEFAULT '',
    changed_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_badge_texts PRIMARY KEY (attendee_id),
    CONSTRAINT fk_badge_texts_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE blocks (
    blocker_id INTEGER NOT NULL,
    blocked_id INTEGER NOT NULL,
    blocked_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_blocks PRIMARY KEY (blocker_id, blocked_id),
    CONSTRAINT fk_blocks_blocker_id FOREIGN KEY(blocker_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_blocks_blocked_id FOREIGN KEY(blocked_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE breakout_session_organizers (
    id INTEGER NOT NULL AUTO_INCREMENT,
    breakout_session_id INTEGER NOT NULL,
    organizer_id INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_breakout_session_organizers PRIMARY KEY (id),
    CONSTRAINT uq_breakout_session_organizers_breakout_session_id_organizer_id UNIQUE (breakout_session_id, organizer_id),
    CONSTRAINT fk_breakout_session_organizers_breakout_session_id FOREIGN KEY(breakout_session_id) REFERENCES breakout_sessions (id) ON DELETE CASCADE,
    CONSTRAINT fk_breakout_session_organizers_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE breakout_session_rsvps (
    id INTEGER NOT NULL AUTO_INCREMENT,
    breakout_session_id INTEGER NOT NULL,
    attendee_id INTEGER NOT NULL,
    status ENUM('registered','cancelled','waitlisted') NOT NULL DEFAULT 'registered',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    number INTEGER,
    changed_at DATETIME(6) NOT NULL,
    moved_up_at DATETIME(6),
    entered_at DATETIME(6),
    entered_from VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    seat_of_id INTEGER,
    CONSTRAINT pk_breakout_session_rsvps PRIMARY KEY (id),
    CONSTRAINT uq_breakout_session_rsvps_breakout_session_id_attendee_id UNIQUE (breakout_session_id, attendee_id),
    CONSTRAINT fk_breakout_session_rsvps_breakout_session_id FOREIGN KEY(breakout_session_id) REFERENCES breakout_sessions (id) ON DELETE CASCADE,
    CONSTRAINT fk_breakout_session_rsvps_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_breakout_session_rsvps_attendee_id_status ON breakout_session_rsvps (attendee_id, status);

CREATE INDEX ix_breakout_session_rsvps_line ON breakout_session_rsvps (breakout_session_id, status, number);

CREATE TABLE certificates (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    attendee_id INTEGER NOT NULL,
    code VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    content TEXT NOT NULL,
    issued_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_certificates PRIMARY KEY (id),
    CONSTRAINT fk_certificates_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT uq_certificates_attendee_id UNIQUE (attendee_id),
    CONSTRAINT fk_certificates_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT uq_certificates_code UNIQUE (code)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_certificates_event_id ON certificates (event_id);

CREATE TABLE connection_notes (
    attendee_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    note TEXT NOT NULL,
    tags VARCHAR(320) NOT NULL DEFAULT '',
    met_where VARCHAR(255) NOT NULL DEFAULT '',
    updated_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_connection_notes PRIMARY KEY (attendee_id, other_id),
    CONSTRAINT fk_connection_notes_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_connection_notes_other_id FOREIGN KEY(other_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE connections (
    id INTEGER NOT NULL AUTO_INCREMENT,
    attendee_id INTEGER NOT NULL,
    connected_attendee_id INTEGER NOT NULL,
    status ENUM('pending','accepted','rejected') NOT NULL DEFAULT 'pending',
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    low_id INTEGER NOT NULL,
    high_id INTEGER NOT NULL,
    message VARCHAR(300) NOT NULL DEFAULT '',
    met_how ENUM('search','scan') NOT NULL DEFAULT 'search',
    asked_at DATETIME(6) NOT NULL,
    answered_at DATETIME(6),
    withdrawn_at DATETIME(6),
    CONSTRAINT pk_connections PRIMARY KEY (id),
    CONSTRAINT uq_connections_attendee_id_connected_attendee_id UNIQUE (attendee_id, connected_attendee_id),
    CONSTRAINT uq_connections_low_id_high_id UNIQUE (low_id, high_id),
    CONSTRAINT fk_connections_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_connections_connected_attendee_id FOREIGN KEY(connected_attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_connections_attendee_id_status ON connections (attendee_id, status);

CREATE INDEX ix_connections_connected_attendee_id_status ON connections (connected_attendee_id, status);

CREATE TABLE former_codes (
    code VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    attendee_id INTEGER NOT NULL,
    CONSTRAINT pk_former_codes PRIMARY KEY (code),
    CONSTRAINT fk_former_codes_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_former_codes_attendee_id ON former_codes (attendee_id);

CREATE TABLE jobs (
    id INTEGER NOT NULL AUTO_INCREMENT,
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state ENUM('waiting','done','failed') NOT NULL DEFAULT 'waiting',
    priority SMALLINT NOT NULL DEFAULT '1',
    run_at DATETIME(6) NOT NULL,
    tries INTEGER NOT NULL DEFAULT '0',
    failures INTEGER NOT NULL DEFAULT '0',
    title VARCHAR(255) NOT NULL DEFAULT '',
    arguments MEDIUMTEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT '0',
    total INTEGER NOT NULL DEFAULT '0',
    phase VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    result MEDIUMTEXT NOT NULL,
    last_error VARCHAR(255) NOT NULL DEFAULT '',
    event_id INTEGER,
    attendee_id INTEGER,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_jobs PRIMARY KEY (id),
    CONSTRAINT fk_jobs_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_jobs_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_jobs_attendee_id ON jobs (attendee_id);

CREATE INDEX ix_jobs_due ON jobs (kind, state, priority, run_at);

CREATE INDEX ix_jobs_event_id ON jobs (event_id);

CREATE TABLE not_doubles (
    low_id INTEGER NOT NULL,
    high_id INTEGER NOT NULL,
    said_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_not_doubles PRIMARY KEY (low_id, high_id),
    CONSTRAINT fk_not_doubles_low_id FOREIGN KEY(low_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_not_doubles_high_id FOREIGN KEY(high_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_not_doubles_high_id ON not_doubles (high_id);

CREATE TABLE order_seats (
    id INTEGER NOT NULL AUTO_INCREMENT,
    order_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    attendee_type_id INTEGER,
    type_name VARCHAR(100) NOT NULL,
    price NUMERIC(10, 2) NOT NULL,
    discount NUMERIC(10, 2) NOT NULL DEFAULT '0.00',
    state ENUM('asked','held','given','ended') NOT NULL DEFAULT 'asked',
    is_reserved BOOL NOT NULL DEFAULT 0,
    uses_voucher BOOL NOT NULL DEFAULT 0,
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL,
    email VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    email_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    held_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    organisation VARCHAR(255) NOT NULL DEFAULT '',
    `role` VARCHAR(255) NOT NULL DEFAULT '',
    answers MEDIUMTEXT NOT NULL,
    attendee_id INTEGER,
    CONSTRAINT pk_order_seats PRIMARY KEY (id),
    CONSTRAINT uq_order_seats_event_id_held_key UNIQUE (event_id, held_key),
    CONSTRAINT fk_order_seats_order_id FOREIGN KEY(order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_seats_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_seats_attendee_type_id FOREIGN KEY(attendee_type_id) REFERENCES attendee_types (id) ON DELETE SET NULL,
    CONSTRAINT fk_order_seats_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_order_seats_attendee_id ON order_seats (attendee_id);

CREATE INDEX ix_order_seats_order_id ON order_seats (order_id);

CREATE INDEX ix_order_seats_types ON order_seats (event_id, state, attendee_type_id);

CREATE TABLE print_jobs (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    attendee_id INTEGER NOT NULL,
    request_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    for_station_id INTEGER,
    station_id INTEGER,
    state ENUM('waiting','taken','printed','failed','cancelled') NOT NULL DEFAULT 'waiting',
    tries INTEGER NOT NULL DEFAULT '0',
    taken_until DATETIME(6),
    content VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    said VARCHAR(255) NOT NULL DEFAULT '',
    asked_by VARCHAR(255) NOT NULL DEFAULT '',
    asked_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6),
    CONSTRAINT pk_print_jobs PRIMARY KEY (id),
    CONSTRAINT fk_print_jobs_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_print_jobs_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT uq_print_jobs_request_id UNIQUE (request_id),
    CONSTRAINT fk_print_jobs_for_station_id FOREIGN KEY(for_station_id) REFERENCES print_stations (id) ON DELETE SET NULL,
    CONSTRAINT fk_print_jobs_station_id FOREIGN KEY(station_id) REFERENCES print_stations (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_print_jobs_attendee_id ON print_jobs (attendee_id);

CREATE INDEX ix_print_jobs_event_id_state ON print_jobs (event_id, state);

CREATE INDEX ix_print_jobs_for_station_id ON print_jobs (for_station_id);

CREATE INDEX ix_print_jobs_station_id ON print_jobs (station_id);

CREATE TABLE push_refusals (
    attendee_id INTEGER NOT NULL,
    kind VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    CONSTRAINT pk_push_refusals PRIMARY KEY (attendee_id, kind),
    CONSTRAINT fk_push_refusals_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE push_subscriptions (
    id INTEGER NOT NULL AUTO_INCREMENT,
    attendee_id INTEGER NOT NULL,
    login_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    endpoint TEXT NOT NULL,
    endpoint_hash VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    p256dh VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    auth VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    device VARCHAR(80) NOT NULL DEFAULT '',
    added_at DATETIME(6) NOT NULL,
    used_at DATETIME(6),
    CONSTRAINT pk_push_subscriptions PRIMARY KEY (id),
    CONSTRAINT fk_push_subscriptions_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT uq_push_subscriptions_endpoint_hash UNIQUE (endpoint_hash)
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_push_subscriptions_attendee_id ON push_subscriptions (attendee_id);

CREATE INDEX ix_push_subscriptions_login_id ON push_subscriptions (login_id);

CREATE TABLE recovery_codes (
    second_step_id INTEGER NOT NULL,
    code_hash VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    CONSTRAINT pk_recovery_codes PRIMARY KEY (second_step_id, code_hash),
    CONSTRAINT fk_recovery_codes_second_step_id FOREIGN KEY(second_step_id) REFERENCES second_steps (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE room_scans (
    id INTEGER NOT NULL AUTO_INCREMENT,
    scan_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    breakout_session_id INTEGER NOT NULL,
    attendee_id INTEGER,
    scanned_by_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    scanned_by_id INTEGER NOT NULL,
    scanned_by VARCHAR(255) NOT NULL,
    code_scanned VARCHAR(64) NOT NULL DEFAULT '',
    outcome ENUM('checked_in','already_checked_in','full','not_attending','unpaid','wrong_event','unknown_code','undone','not_in') NOT NULL,
    scanned_at DATETIME(6) NOT NULL,
    received_at DATETIME(6) NOT NULL,
    answer_at DATETIME(6),
    answer_by VARCHAR(255) NOT NULL DEFAULT '',
    CONSTRAINT pk_room_scans PRIMARY KEY (id),
    CONSTRAINT uq_room_scans_scan_id UNIQUE (scan_id),
    CONSTRAINT fk_room_scans_breakout_session_id FOREIGN KEY(breakout_session_id) REFERENCES breakout_sessions (id) ON DELETE CASCADE,
    CONSTRAINT fk_room_scans_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_room_scans_attendee_id ON room_scans (attendee_id);

CREATE INDEX ix_room_scans_breakout_session_id_received_at ON room_scans (breakout_session_id, received_at);

CREATE TABLE scans (
    id INTEGER NOT NULL AUTO_INCREMENT,
    scan_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id INTEGER NOT NULL,
    attendee_id INTEGER,
    gate_id INTEGER,
    scanned_by_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    scanned_by_id INTEGER NOT NULL,
    scanned_by VARCHAR(255) NOT NULL,
    code_scanned VARCHAR(64) NOT NULL DEFAULT '',
    outcome ENUM('checked_in','already_checked_in','not_attending','unpaid','wrong_event','unknown_code','undone','not_in') NOT NULL,
    scanned_at DATETIME(6) NOT NULL,
    received_at DATETIME(6) NOT NULL,
    answer_at DATETIME(6),
    answer_gate VARCHAR(100) NOT NULL DEFAULT '',
    answer_by VARCHAR(255) NOT NULL DEFAULT '',
    CONSTRAINT pk_scans PRIMARY KEY (id),
    CONSTRAINT uq_scans_scan_id UNIQUE (scan_id),
    CONSTRAINT fk_scans_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_scans_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE SET NULL,
    CONSTRAINT fk_scans_gate_id FOREIGN KEY(gate_id) REFERENCES gates (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_scans_attendee_id ON scans (attendee_id);

CREATE INDEX ix_scans_event_id_received_at ON scans (event_id, received_at);

CREATE INDEX ix_scans_outcomes ON scans (event_id, outcome, received_at, gate_id);

CREATE TABLE session_messages (
    id INTEGER NOT NULL AUTO_INCREMENT,
    breakout_session_id INTEGER NOT NULL,
    organizer_id INTEGER,
    text TEXT NOT NULL,
    recipients INTEGER NOT NULL DEFAULT '0',
    sent_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_session_messages PRIMARY KEY (id),
    CONSTRAINT fk_session_messages_breakout_session_id FOREIGN KEY(breakout_session_id) REFERENCES breakout_sessions (id) ON DELETE CASCADE,
    CONSTRAINT fk_session_messages_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_session_messages_breakout_session_id_sent_at ON session_messages (breakout_session_id, sent_at);

CREATE TABLE announcements (
    id INTEGER NOT NULL AUTO_INCREMENT,
    event_id INTEGER NOT NULL,
    kind ENUM('announcement','invitation','reminder') NOT NULL,
    state ENUM('draft','scheduled','sending','sent','stopped') NOT NULL DEFAULT 'draft',
    audience VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    audience_id INTEGER,
    language VARCHAR(5) NOT NULL,
    by_mail BOOL NOT NULL DEFAULT 1,
    on_pages BOOL NOT NULL DEFAULT 1,
    by_push BOOL NOT NULL DEFAULT 1,
    is_important BOOL NOT NULL DEFAULT 0,
    starts VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'by_hand',
    send_at DATETIME(6),
    minutes_before INTEGER,
    reminds_id INTEGER,
    job_id INTEGER,
    organizer_id INTEGER,
    sent_by VARCHAR(255) NOT NULL DEFAULT '',
    changed_at DATETIME(6) NOT NULL,
    began_at DATETIME(6),
    ended_at DATETIME(6),
    not_sent VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    CONSTRAINT pk_announcements PRIMARY KEY (id),
    CONSTRAINT fk_announcements_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_announcements_reminds_id FOREIGN KEY(reminds_id) REFERENCES announcements (id) ON DELETE SET NULL,
    CONSTRAINT fk_announcements_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE SET NULL,
    CONSTRAINT fk_announcements_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_announcements_event_id ON announcements (event_id);

CREATE INDEX ix_announcements_job_id ON announcements (job_id);

CREATE INDEX ix_announcements_state_send_at ON announcements (state, send_at);

CREATE TABLE appointment_cells (
    id INTEGER NOT NULL AUTO_INCREMENT,
    appointment_id INTEGER NOT NULL,
    attendee_id INTEGER,
    meeting_point_id INTEGER,
    starts_at DATETIME NOT NULL,
    CONSTRAINT pk_appointment_cells PRIMARY KEY (id),
    CONSTRAINT uq_appointment_cells_attendee_id_starts_at UNIQUE (attendee_id, starts_at),
    CONSTRAINT uq_appointment_cells_meeting_point_id_starts_at UNIQUE (meeting_point_id, starts_at),
    CONSTRAINT fk_appointment_cells_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointments (id) ON DELETE CASCADE,
    CONSTRAINT fk_appointment_cells_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_appointment_cells_meeting_point_id FOREIGN KEY(meeting_point_id) REFERENCES meeting_points (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE TABLE import_batches (
    id INTEGER NOT NULL AUTO_INCREMENT,
    job_id INTEGER NOT NULL,
    content MEDIUMTEXT NOT NULL,
    CONSTRAINT pk_import_batches PRIMARY KEY (id),
    CONSTRAINT fk_import_batches_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_import_batches_job_id ON import_batches (job_id);

CREATE TABLE import_changes (
    id INTEGER NOT NULL AUTO_INCREMENT,
    job_id INTEGER NOT NULL,
    attendee_id INTEGER NOT NULL,
    `before` MEDIUMTEXT,
    made_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_import_changes PRIMARY KEY (id),
    CONSTRAINT fk_import_changes_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE,
    CONSTRAINT fk_import_changes_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_import_changes_attendee_id ON import_changes (attendee_id);

CREATE INDEX ix_import_changes_job_id ON import_changes (job_id);

CREATE INDEX ix_import_changes_made_at ON import_changes (made_at);

CREATE TABLE import_files (
    id INTEGER NOT NULL AUTO_INCREMENT,
    job_id INTEGER NOT NULL,
    content MEDIUMTEXT NOT NULL,
    CONSTRAINT pk_import_files PRIMARY KEY (id),
    CONSTRAINT fk_import_files_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_import_files_job_id ON import_files (job_id);

CREATE TABLE made_files (
    id INTEGER NOT NULL AUTO_INCREMENT,
    job_id INTEGER NOT NULL,
    organizer_id INTEGER NOT NULL,
    name VARCHAR(255) NOT NULL,
    plain_name VARCHAR(100) NOT NULL,
    media_type VARCHAR(100) NOT NULL,
    back TEXT NOT NULL,
    file VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    began_at DATETIME(6),
    expires_at DATETIME(6),
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_made_files PRIMARY KEY (id),
    CONSTRAINT uq_made_files_job_id UNIQUE (job_id),
    CONSTRAINT fk_made_files_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE,
    CONSTRAINT fk_made_files_organizer_id FOREIGN KEY(organizer_id) REFERENCES organizers (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_made_files_file ON made_files (file);

CREATE INDEX ix_made_files_organizer_id ON made_files (organizer_id);

CREATE TABLE mails (
    id INTEGER NOT NULL AUTO_INCREMENT,
    message_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    job_id INTEGER,
    event_id INTEGER,
    attendee_id INTEGER,
    email_key VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state ENUM('waiting','sent','delivered','refused','bounced','complained','held_back') NOT NULL DEFAULT 'waiting',
    said VARCHAR(255) NOT NULL DEFAULT '',
    queued_at DATETIME(6) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    CONSTRAINT pk_mails PRIMARY KEY (id),
    CONSTRAINT uq_mails_message_id UNIQUE (message_id),
    CONSTRAINT fk_mails_job_id FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE SET NULL,
    CONSTRAINT fk_mails_event_id FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    CONSTRAINT fk_mails_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_mails_attendee_id ON mails (attendee_id);

CREATE INDEX ix_mails_event_id_state ON mails (event_id, state);

CREATE INDEX ix_mails_job_id ON mails (job_id);

CREATE INDEX ix_mails_queued_at ON mails (queued_at);

CREATE TABLE announcement_recipients (
    id INTEGER NOT NULL AUTO_INCREMENT,
    announcement_id INTEGER NOT NULL,
    attendee_id INTEGER NOT NULL,
    mail_id INTEGER,
    left_out VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    told_at DATETIME(6) NOT NULL,
    opened_at DATETIME(6),
    CONSTRAINT pk_announcement_recipients PRIMARY KEY (id),
    CONSTRAINT uq_announcement_recipients_announcement_id_attendee_id UNIQUE (announcement_id, attendee_id),
    CONSTRAINT fk_announcement_recipients_announcement_id FOREIGN KEY(announcement_id) REFERENCES announcements (id) ON DELETE CASCADE,
    CONSTRAINT fk_announcement_recipients_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendees (id) ON DELETE CASCADE,
    CONSTRAINT fk_announcement_recipients_mail_id FOREIGN KEY(mail_id) REFERENCES mails (id) ON DELETE SET NULL
) ENGINE=InnoDB CHARSET=utf8mb4;

CREATE INDEX ix_announcement_recipients_attendee_id ON announcement_recipients (attendee_id);

CREATE INDEX ix_announcement_recipients_mail_id ON announcement_recipients (mail_id);

CREATE TABLE announcement_texts (
    announcement_id INTEGER NOT NULL,
    language VARCHAR(5) NOT NULL,
    subject VARCHAR(200) NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_announcement_texts PRIMARY KEY (announcement_id, language),
    CONSTRAINT fk_announcement_texts_announcement_id FOREIGN KEY(announcement_id) REFERENCES announcements (id) ON DELETE CASCADE
) ENGINE=InnoDB CHARSET=utf8mb4;

INSERT INTO languages (code, name, native_name, is_active, is_default, date_format, sort_order) VALUES
    ('en', 'English', 'English', true, true, '%B %e, %Y at %H:%M', 0),
    ('nl', 'Dutch', 'Nederlands', true, false, '%e %B %Y om %H:%M', 1),
    ('de', 'German', 'Deutsch', true, false, '%e. %B %Y um %H:%M', 2),
    ('fr', 'French', 'Français', true, false, '%e %B %Y à %H:%M', 3),
    ('es', 'Spanish', 'Español', true, false, '%e de %B de %Y, %H:%M', 4),
    ('it', 'Italian', 'Italiano', true, false, '%e %B %Y, %H:%M', 5),
    ('pl', 'Polish', 'Polski', true, false, '%e %B %Y, %H:%M', 6);
