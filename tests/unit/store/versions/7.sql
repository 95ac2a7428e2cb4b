BEGIN TRANSACTION;
CREATE TABLE accesses (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        command TEXT NOT NULL,
        user TEXT NOT NULL,
        purpose TEXT NOT NULL,
        opened INTEGER NOT NULL,
        ended_at TEXT
    ) STRICT;
CREATE TABLE answers (clock TEXT PRIMARY KEY, refused_at TEXT, code TEXT NOT NULL, accepted_at TEXT) STRICT;
INSERT INTO "answers" VALUES('authorization A@eu/sp-api','2026-11-27T04:44:03.732083+00:00','invalid_grant',NULL);
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
INSERT INTO "archives" VALUES('A-2025-1','A2EXAMPLE12345@eu',2025,'folder:/archive','verified','2026-03-01T01:00:00.000000+00:00','2032-01-01',1,2,'a','b','c','2026-11-27T04:44:03.739337+00:00',NULL);
CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "asked_skus" VALUES('A2EXAMPLE12345@eu','SKU-3','A1RKKUPIHCS9HS','2026-11-27T04:44:03.723146+00:00');
CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "catalogue_weights" VALUES('B000000001','A1RKKUPIHCS9HS',NULL,NULL,'2026-11-27T04:44:03.708122+00:00');
CREATE TABLE certificates (
        number INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        signature BLOB NOT NULL
    ) STRICT;
INSERT INTO "certificates" VALUES(1,'{"certificate":1,"issued_at":"2026-11-27T04:44:03.804023Z","program":"mwslink 0.1.0","method":"AES-256-GCM data keys and ciphertexts deleted with SQLite secure_delete (overwritten with zeros), write-ahead log truncated (NIST SP 800-88: cryptographic erase)","erased":[{"seller":"A2EXAMPLE12345@eu","what":"personal","reason":"request","count":1,"first_erased_at":"2026-11-27T04:44:03.786281+00:00","last_erased_at":"2026-11-27T04:44:03.786281+00:00","newest_purchase_at":"2026-03-01T03:00:00.000000+00:00","list_sha256":"f1a55669b2050f2e748d8bbc71b899c925a5aed52ce2ce3af7aa01a5414c626e"}],"previous_sha256":null,"public_key":"3929834a2134312b6b792d592bd4dbd3bab91b1c7375e4dc1081e6abb601f88a"}',X'71F5543BD8722708303D23F29B79AA020BC879187D636B96CB9434579AE3001546012349E9D0C502D0D8A85200EF791FD5FF820C87C165B609D405154F8D2903');
CREATE TABLE consents (
    state TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    asked_at TEXT NOT NULL
) STRICT;
INSERT INTO "consents" VALUES('4ba69735ca53765ed6a709edb56c6ea236b7193a3b29a6b390c346f0f4340e4e','renew acme','https://example.com/','2026-11-27T04:44:03.767780+00:00');
CREATE TABLE endings (seller TEXT PRIMARY KEY, ended_at TEXT NOT NULL, cause TEXT NOT NULL) STRICT;
INSERT INTO "endings" VALUES('A2EXAMPLE12345@na','2026-03-01T09:00:00.000000+00:00','removed');
CREATE TABLE erasure_requests (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        requested_at TEXT NOT NULL,
        is_whole TEXT,
        sendcloud_at TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "erasure_requests" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','2026-11-27T04:44:03.785398+00:00',NULL,NULL);
CREATE TABLE erasures (
        id INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        what TEXT NOT NULL,
        reason TEXT NOT NULL,
        due_at TEXT NOT NULL,
        erased_at TEXT NOT NULL,
        created_at TEXT NOT NULL,
        certificate INTEGER REFERENCES certificates
    ) STRICT;
INSERT INTO "erasures" VALUES(1,'404-0000003-0000001','A2EXAMPLE12345@eu','personal','request','2026-03-01T05:00:00.000000+00:00','2026-11-27T04:44:03.786281+00:00','2026-03-01T03:00:00.000000+00:00',1);
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
INSERT INTO "listings" VALUES('A2EXAMPLE12345@eu','SKU-1','A1RKKUPIHCS9HS','B000000001','Taza azul','','','MERCHANT',NULL,NULL,NULL,'0.45 kilograms',NULL,NULL,NULL,'2026-11-27T04:44:03.707489+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'01BE600221EAEDA4EBC7FB1C6DB54E38CA55EF70B63558B1D6EE2AEC44');
INSERT INTO "meta" VALUES('key_since',X'323032362D31312D32375430343A34343A30332E3638313430392B30303A3030');
INSERT INTO "meta" VALUES('secret:certificates',X'011C49DEDB92173D45175B8EDC7C20172BBABEC35F1C31959BD1C44E439A03F7F41E7D16667F1C599E70D062D80DFDD6F3C50DC6DE1F42B94C64948DBA');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-27T04:44:03.628194+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-27T04:44:03.632762+00:00');
INSERT INTO "migrations" VALUES(3,'2026-11-27T04:44:03.633408+00:00');
INSERT INTO "migrations" VALUES(4,'2026-11-27T04:44:03.634219+00:00');
INSERT INTO "migrations" VALUES(5,'2026-11-27T04:44:03.634759+00:00');
INSERT INTO "migrations" VALUES(6,'2026-11-27T04:44:03.635188+00:00');
INSERT INTO "migrations" VALUES(7,'2026-11-27T04:44:03.636574+00:00');
CREATE TABLE milestones (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        shipped_by TEXT,
        delivered_by TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "milestones" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',NULL);
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
INSERT INTO "order_weights" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:44:03.730429+00:00');
INSERT INTO "order_weights" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:44:03.730429+00:00');
INSERT INTO "order_weights" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:44:03.730429+00:00');
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
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}','2026-11-27T04:44:03.683499+00:00');
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
INSERT INTO "outbox" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','verified',4711,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',700001,'2026-03-01T01:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00','2026-11-27T04:44:03.754201+00:00',1,'','');
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'01F4A0BD90FEF01FC85CDEB45166F1EDBBF4987011ED23E554BF380F4E062D3F47FDA964B1477CCD60182B3A0DA62CF9433B59644E884B9A2E36C3F944',X'010E6B592950272D98471D7A3116A85F48E8906409144CC98067023B1D4BB73586D791D548CF1C1A424DAE2AFAEED7BBED0A39364605DB5150121D915BCCC756B1E4CE796D1B82D9718301B213D8ACE6F1B31DF32F8CDD024F7CB3B933B3C8CAD6CED83A53312AEE32AC32DD7C9DCE21F12D65573EF6E37F9EBCA6459571735D6B646C02404FDB34860F3134F6B3FEBE2D43AD847E67532A86C5F318B7AA089A2098CD935897227C604922378C6166D72CDE869C7A5D761C7E090A5DAF7E88364AD06A97F1512686974FA80C475EBB3ACE6457EB17C0B88CC7587517A60922371A2FE3E7003BACBD16CE7DEAD514534A556AE0D4FBC77128A2EE557E4A9AACB57A7E6CB4D68B5C5FF02A0C29958A2747DBF453B070A5AE22DF4C66E8CC0744473BE8BE12CAA37C8382C9F960F44A3C452BAEDD35EC67C076064749A6E7C756FF27421CF7F287348F3AA815634E987F3B651735A77E4A41D1C8DA82AE615FA0B4E26C9DC136261529542DBAEAABA9CEB03FCAE18E34D3AB3332BD6DF6418186AAA6DAF4FF9BDF781F4402A9F6CE4BC9AB24BA6B7E9A72A68FE6B83B41E3A87465B2E7141E7D49A366B5AE87');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'01FD970AAD23201762DA2A17B23D3E23782D01085A30F2517919DCC040009D612A06A99EC9811E426925AE49EF294CF19BEE432930A9BB48C89401C599',X'0189651335C4BC4BF2D38FAE5FB1A8BF12070ADDF8FD51A6598E900F4C60DF43A2CE41F1F48EB2CFA17CDEE691FC9E5A218B52DABAE2EB46C2D36263816608D3F63A0730AE2BDACD70B765D24A884E7CC8311007EB38A104AD0B7C05EF7055CEBC28B2F26D5748F98BD9F3FC783518BA4B5FDD37FAC3726AD55BAAD0E58130CF90A720CAC784347A6430B5D88883045FA4CE754C06F8A67EDFFAE488719B4C3CE2FDB5EFC47D6145B77A26FE9F951EC0B61AD8A2D098AD9739C66581AAB2F273EA1B7642220B46F86264540EBF44500433491E4CF98F45BF7B89C602987B21E8B0AEDF445998B43BC4EA63CD4A25B67B11978F273545DB6D4E65D2220E186BC330337F6BB812AA885C194ABED0D74677D11088695362DE027C610C1332320DD8EA89840CBEA11A5412589111F596C7FD0C84B9634254F703D27A978E2C1B8BCD6A0D9D2A6391910CB31F7AD29EB3AFED82A923D7679DC2423C182878DBCF6897128ADB8977F61A4F6CFD87A97C3634761517087FFC2EBBC7D7004CCCE42441FB7F8F8F919CF3DF5E99DC995C930D5A4841293222D598130D765CB82B571C745F29552981A4E0AA6579C1F3B3B7DAF4BEFEEEA65FA74D');
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
INSERT INTO "rehearsals" VALUES(1,'A-2025-1','2026-11-27T04:44:03.739484+00:00',1);
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
INSERT INTO "run_events" VALUES(1,1,'2026-11-27T04:44:03.706363+00:00','acme','warning','text');
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
INSERT INTO "runs" VALUES(1,'import','["acme"]','26466 202160','2026-11-27T04:44:03.706102+00:00','2026-11-27T04:44:03.706493+00:00','success',0,'{"new": 1}');
CREATE TABLE secret_requests (
    client_id TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    accepted_at TEXT
) STRICT;
INSERT INTO "secret_requests" VALUES('amzn1.client','2026-11-27T04:44:03.774799+00:00',NULL);
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'0182F0BA110A7672DB801B79C05EECB78699E55CCC0B5A6F62B4FA368AA641BF46CB74B157AA40','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "weight_overrides" VALUES('A2EXAMPLE12345@eu','SKU-2','A1RKKUPIHCS9HS','0.45 kilograms','2026-11-27T04:44:03.712550+00:00');
CREATE INDEX orders_by_age ON orders (created_at, seller, order_id);
CREATE INDEX orders_by_marketplace ON orders (seller, marketplace_id, created_at, order_id);
CREATE INDEX run_events_by_run ON run_events (run_id);
CREATE INDEX missing_weights_by_sku ON missing_weights (seller, marketplace_id, sku);
CREATE INDEX orders_open ON orders (seller, marketplace_id, order_id)
        WHERE status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED') AND fulfilled_by = 'MERCHANT';
CREATE INDEX repairs_by_state ON repairs (plan_id, state, id);
CREATE INDEX archived_orders_by_archive ON archived_orders (archive_id);
CREATE INDEX outbox_by_state ON outbox (state, seller, marketplace_id);
CREATE TRIGGER certificates_stay BEFORE DELETE ON certificates
        BEGIN SELECT RAISE(ABORT, 'certificates are never deleted'); END;
CREATE TRIGGER certificates_are_final BEFORE UPDATE ON certificates
        BEGIN SELECT RAISE(ABORT, 'certificates are never changed'); END;
CREATE INDEX erasures_by_order ON erasures (seller, order_id, what);
CREATE INDEX erasures_by_certificate ON erasures (certificate);
CREATE INDEX accesses_by_age ON accesses (at);
COMMIT;
