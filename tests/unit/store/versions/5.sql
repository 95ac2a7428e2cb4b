BEGIN TRANSACTION;
CREATE TABLE answers (clock TEXT PRIMARY KEY, refused_at TEXT, code TEXT NOT NULL, accepted_at TEXT) STRICT;
INSERT INTO "answers" VALUES('authorization A@eu/sp-api','2026-11-27T04:34:09.229455+00:00','invalid_grant',NULL);
CREATE TABLE archived_orders (
        archive_id TEXT NOT NULL REFERENCES archives ON DELETE CASCADE,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        version TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, archive_id),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "archived_orders" VALUES('A-2025-1','404-0000001-0000001','A2EXAMPLE12345@eu','9999');
CREATE TABLE archives (
        id TEXT PRIMARY KEY,
        seller TEXT NOT NULL,
        year INTEGER NOT NULL,
        place TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at TEXT NOT NULL,
        expires_on TEXT NOT NULL,
        orders INTEGER NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        manifest_sha256 TEXT NOT NULL,
        proof_sha256 TEXT NOT NULL,
        verified_at TEXT,
        expired_at TEXT
    ) STRICT;
INSERT INTO "archives" VALUES('A-2025-1','A2EXAMPLE12345@eu',2025,'folder:/archive','verified','2026-03-01T01:00:00.000000+00:00','2032-01-01',1,2,'a','b','c','2026-11-27T04:34:09.232158+00:00',NULL);
CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "asked_skus" VALUES('A2EXAMPLE12345@eu','SKU-3','A1RKKUPIHCS9HS','2026-11-27T04:34:09.226349+00:00');
CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "catalogue_weights" VALUES('B000000001','A1RKKUPIHCS9HS',NULL,NULL,'2026-11-27T04:34:09.215768+00:00');
CREATE TABLE fallbacks (
        seller TEXT NOT NULL,
        api TEXT NOT NULL,
        until TEXT NOT NULL,
        PRIMARY KEY (seller, api)
    ) STRICT;
INSERT INTO "fallbacks" VALUES('A2EXAMPLE12345@eu','api','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE listing_marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        whole_at TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "listing_marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','2026-03-03T01:00:00.000000+00:00');
CREATE TABLE listing_scans (
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        since TEXT NOT NULL,
        position TEXT NOT NULL,
        started_at TEXT NOT NULL,
        until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_ids, since)
    ) STRICT;
INSERT INTO "listing_scans" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','page 2','2026-03-03T03:00:00.000000+00:00','2026-03-03T04:00:00.000000+00:00');
CREATE TABLE listings (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asin TEXT NOT NULL,
        title TEXT NOT NULL,
        product_type TEXT NOT NULL,
        statuses TEXT NOT NULL,
        fulfilled_by TEXT NOT NULL,
        created_at TEXT,
        updated_at TEXT,
        shipping TEXT,
        package TEXT,
        item TEXT,
        catalogue_package TEXT,
        catalogue_item TEXT,
        seen_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "listings" VALUES('A2EXAMPLE12345@eu','SKU-1','A1RKKUPIHCS9HS','B000000001','Taza azul','','','MERCHANT',NULL,NULL,NULL,'0.45 kilograms',NULL,NULL,NULL,'2026-11-27T04:34:09.214973+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'019E5FB502739038AE01690F78123FBF819B110CFD1D57D35BC724B39D');
INSERT INTO "meta" VALUES('key_since',X'323032362D31312D32375430343A33343A30392E3138393638382B30303A3030');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-27T04:34:09.137243+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-27T04:34:09.139566+00:00');
INSERT INTO "migrations" VALUES(3,'2026-11-27T04:34:09.140178+00:00');
INSERT INTO "migrations" VALUES(4,'2026-11-27T04:34:09.141015+00:00');
INSERT INTO "migrations" VALUES(5,'2026-11-27T04:34:09.141494+00:00');
CREATE TABLE missing_weights (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        sku TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, sku),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
CREATE TABLE order_weights (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        grams TEXT NOT NULL,
        origin TEXT NOT NULL,
        weighed_at TEXT NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "order_weights" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:34:09.227801+00:00');
INSERT INTO "order_weights" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:34:09.227801+00:00');
INSERT INTO "order_weights" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:34:09.227801+00:00');
CREATE TABLE orders (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        ship_by TEXT,
        status TEXT NOT NULL,
        fulfilled_by TEXT NOT NULL,
        country TEXT NOT NULL,
        total TEXT,
        currency TEXT,
        items INTEGER NOT NULL,
        document TEXT NOT NULL,
        personal_erased_at TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT;
INSERT INTO "orders" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T01:00:00.000000+00:00','2026-03-01T01:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000001-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T01:00:00Z","updated_at":"2026-03-01T01:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"11","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','APJ6JRA9NG5V4','2026-03-01T00:00:00.000001+00:00','2026-03-01T03:00:00.000000+00:00','2026-03-01T05:00:00.000000+00:00','A_STATUS_OF_TOMORROW','MERCHANT','IT','12345678901234567890.10','EUR',6,'{"id":"404-0000099-0000001","marketplace_id":"APJ6JRA9NG5V4","created_at":"2026-03-01T00:00:00.000001Z","updated_at":"2026-03-01T03:00:00Z","status":"A_STATUS_OF_TOMORROW","fulfilled_by":"MERCHANT","service_level":"EXPEDITED","sales_channel":"Amazon.it","seller_order_id":"mine","programs":["PRIME","AMAZON_BUSINESS"],"replaces":"404-0000098-0000001","ship_by":{"earliest":"2026-03-01T04:00:00Z","latest":"2026-03-01T05:00:00Z"},"deliver_by":{"earliest":null,"latest":"2026-03-01T06:00:00Z"},"total":{"amount":"12345678901234567890.10","currency":"EUR"},"items":[{"id":"1","sku":"SKU ñ​''\";--","asin":"B000000001","title":"Título — “largo”\u0000\n","quantity":3,"quantity_shipped":1,"price":{"amount":"0.10","currency":"EUR"},"shipping":{"amount":"0.10","currency":"EUR"},"tax":{"amount":"0.10","currency":"EUR"},"discount":{"amount":"0.10","currency":"EUR"},"gift_wrap":{"amount":"0.10","currency":"EUR"},"gift_wrap_level":"Classic","is_gift":true,"condition":"New","ioss_number":"IM2760000000","cancel_requested":true,"cancel_reason":"BUYER_CANCEL"},{"id":"2","sku":"SKU ñ​''\";--","asin":"B000000001","title":"Título — “largo”\u0000\n","quantity":3,"quantity_shipped":1,"price":{"amount":"0.10","currency":"EUR"},"shipping":{"amount":"0.10","currency":"EUR"},"tax":{"amount":"0.10","currency":"EUR"},"discount":{"amount":"0.10","currency":"EUR"},"gift_wrap":{"amount":"0.10","currency":"EUR"},"gift_wrap_level":"Classic","is_gift":true,"condition":"New","ioss_number":"IM2760000000","cancel_requested":true,"cancel_reason":"BUYER_CANCEL"}],"packages":[{"reference":"1","status":"SHIPPED","detailed_status":"IN_TRANSIT","carrier":"SEUR","service":"24","created_at":"2026-03-01T01:00:00Z","shipped_at":"2026-03-01T02:00:00Z","items":[["1",3]]}],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T02:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','','12.30','EUR',2,'{"id":"404-0000002-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T02:00:00Z","updated_at":"2026-03-01T02:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"21","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}','2026-11-27T04:34:09.191307+00:00');
CREATE TABLE outbox (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        state TEXT NOT NULL,
        integration_id INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        sendcloud_id INTEGER,
        sent_at TEXT,
        version_at TEXT,
        changed_at TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "outbox" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','verified',4711,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',700001,'2026-03-01T01:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00','2026-11-27T04:34:09.235999+00:00',1,'','');
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'01DBBFE947AC673499F0FA759423A91862250BEF815539B3EBC166FAB571BE5C024CDC5A325934C8B6CFB6734586885974EA17A484BB84F12A9BA7D15E',X'012171BB4A3F659763533FB042E4B8AC6C10F0CF9317CA63647D36F35381C16FFCFDE41C490F7BCE9927009F643BE9BC34B68158C26F709BA1EF8A0CFEDFE52229EB3D6C7207399D3CF605208EFD4E5B457D4E0D91AB0B5067E5772BD7E9834C194C1041440A981CE6BEBA35635B5CA0580FEDCBA664B5121D137AF9B1DBB60350EA8CD35B9F1C48D3EE4B2B42B63F235D3B64F0BCA03A263704B8C2F4661FA680C446491730822D5AC0EAD37525B608379D706E2ADEDB2411BAF67B3FEFD12AAA4A8CEC7A3C7E01CDED482F8E17D01D7B74536474D89D381CCF9E500100B0BB691AD400173DD15BB1D6B922A2F612E9DA3200DC92E8EDB0A894D1F8515937624A90D358ECAA27C2F21C0702F96DC0E652B1A21198B08542F6DF0170FA34442D2C01C69936F36C156C9617B6239F028FA3060065B566B3DD6A56265B4C0418AC7FAAAED8A5DD0F92ED28EAACCB4E5AE0BE450DA7030E13A7BC11D069A193C1AF094DAB8E954293AEBD92F332497F565C793C6B49FC54364FFB57553EEA5E9E013AD667A23B7BE07867D4860B37FCBC150E1AC501E53D4C19B8B6BCD160E06EFF32547A92F2C6A0213BC497');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'014562369DCD4FE8D7667F0441357217EFADFD713499B16E4A6622A1589285D44C6156724BB9D817E22D587A496B7F014C57DA671A5C3D6D1384A22C33',X'012D9A12190D8CF3AD411DE09BCAC0674C889BD42ECC500F4872C7AEA4C1DF7A5E271A876FA53044E69250BD349AAE88A08132C22AB4DC35B8C1052F259B3D8896D4616448615620D44774C33919FCC063444E58B6DD1B395BFE77A211B2318A6E9017E99A6442509B680742558D5307C5FE7186C5B3EB2670E0F55F0B48ABCB8DFB58292562D8692E2FF76FD9544117F0125901900F8A5ADC354E48A930889FDED0A4D9A112A27712114F6BC334F61699D85BB5CCC257DC6BDE3077E4F9E1A2086D6954D1B1F8A13FBD89D57A300EC77E5E0A095E23245CE79774CB0E951A606B4DE2FC8E91CADFEB94E9941B0EC281DAA137EE512C0EDE37BBDCD9BD93DC4552F012809719E1FEF9B18245AC71358EF19B83EBCAAFD41C1210EBC880E3DE359467E06207E718D69B2A9878DBB60FF19097F11394E315F8DF587457A3D9E1BB2C6BE66D9CD1E586F59155536D8B7A2CCBC6C44F9F46888AE37F114912BCBFD997DAFB5AA3006947D8BC405BD2AD5546E5FE3B10E58C700224644A0BB609FC7A61BC87A661340FF59F55D4BB9F4CF173740FD4DF58F908DD9A94F0D14206F67B420F577766A875CAA8BF651AFFA8E23931A60208B611');
CREATE TABLE positions (
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        since TEXT NOT NULL,
        position TEXT NOT NULL,
        until TEXT,
        PRIMARY KEY (seller, marketplace_ids, since)
    ) STRICT;
INSERT INTO "positions" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','page 2','2026-03-05T04:00:00.000000+00:00');
CREATE TABLE quotas (
        scope TEXT NOT NULL,
        operation TEXT NOT NULL,
        tokens REAL NOT NULL,
        at REAL NOT NULL,
        rate REAL NOT NULL,
        burst REAL NOT NULL,
        PRIMARY KEY (scope, operation)
    ) STRICT;
CREATE TABLE rehearsals (
        id INTEGER PRIMARY KEY,
        archive_id TEXT NOT NULL,
        at TEXT NOT NULL,
        orders INTEGER NOT NULL
    ) STRICT;
INSERT INTO "rehearsals" VALUES(1,'A-2025-1','2026-11-27T04:34:09.232343+00:00',1);
CREATE TABLE reminders (
        channel TEXT NOT NULL,
        clock TEXT NOT NULL,
        occasion TEXT NOT NULL,
        said_for TEXT NOT NULL,
        claimed_for TEXT,
        claimed_at TEXT,
        claim TEXT,
        PRIMARY KEY (channel, clock, occasion)
    ) STRICT;
INSERT INTO "reminders" VALUES('mail','authorization A@eu/sp-api','2026-03-02','2026-03-01',NULL,NULL,NULL);
CREATE TABLE repair_feeds (
        id INTEGER PRIMARY KEY,
        plan_id INTEGER NOT NULL REFERENCES repair_plans ON DELETE CASCADE,
        intended_at TEXT NOT NULL,
        feed_id TEXT,
        collected_at TEXT
    ) STRICT;
CREATE TABLE repair_plans (
        id INTEGER PRIMARY KEY,
        seller TEXT NOT NULL,
        created_at TEXT NOT NULL,
        verified_by TEXT NOT NULL,
        undoes INTEGER REFERENCES repair_plans
    ) STRICT;
CREATE TABLE repairs (
        id INTEGER PRIMARY KEY,
        plan_id INTEGER NOT NULL REFERENCES repair_plans ON DELETE CASCADE,
        sku TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        product_type TEXT NOT NULL,
        attribute TEXT NOT NULL,
        weight TEXT NOT NULL,
        title TEXT NOT NULL,
        before TEXT NOT NULL,
        state TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        submission_id TEXT NOT NULL,
        issues TEXT NOT NULL,
        feed INTEGER REFERENCES repair_feeds
    ) STRICT;
CREATE TABLE run_events (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        at TEXT NOT NULL,
        connection TEXT NOT NULL,
        level TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
INSERT INTO "run_events" VALUES(1,1,'2026-11-27T04:34:09.209371+00:00','acme','warning','text');
CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        names TEXT NOT NULL,
        process TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        status TEXT NOT NULL,
        exit_code INTEGER,
        summary TEXT NOT NULL
    ) STRICT;
INSERT INTO "runs" VALUES(1,'import','["acme"]','18716 142723','2026-11-27T04:34:09.209160+00:00','2026-11-27T04:34:09.209502+00:00','success',0,'{"new": 1}');
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'01337096DFE90C68F804E97ED57B81F00CAC522B86FB6A40D656E9F94516253C4FCC65AC2928C3','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "weight_overrides" VALUES('A2EXAMPLE12345@eu','SKU-2','A1RKKUPIHCS9HS','0.45 kilograms','2026-11-27T04:34:09.215973+00:00');
CREATE INDEX orders_by_age ON orders (created_at, seller, order_id);
CREATE INDEX orders_by_marketplace ON orders (seller, marketplace_id, created_at, order_id);
CREATE INDEX run_events_by_run ON run_events (run_id);
CREATE INDEX missing_weights_by_sku ON missing_weights (seller, marketplace_id, sku);
CREATE INDEX orders_open ON orders (seller, marketplace_id, order_id)
        WHERE status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED') AND fulfilled_by = 'MERCHANT';
CREATE INDEX repairs_by_state ON repairs (plan_id, state, id);
CREATE INDEX archived_orders_by_archive ON archived_orders (archive_id);
CREATE INDEX outbox_by_state ON outbox (state, seller, marketplace_id);
COMMIT;
