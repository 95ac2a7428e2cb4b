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
INSERT INTO "answers" VALUES('authorization A@eu/sp-api','2026-11-27T05:09:00.490295+00:00','invalid_grant',NULL);
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
INSERT INTO "archives" VALUES('A-2025-1','A2EXAMPLE12345@eu',2025,'folder:/archive','verified','2026-03-01T01:00:00.000000+00:00','2032-01-01',1,2,'a','b','c','2026-11-27T05:09:00.492780+00:00',NULL);
CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "asked_skus" VALUES('A2EXAMPLE12345@eu','SKU-3','A1RKKUPIHCS9HS','2026-11-27T05:09:00.487270+00:00');
CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "catalogue_weights" VALUES('B000000001','A1RKKUPIHCS9HS',NULL,NULL,'2026-11-27T05:09:00.477262+00:00');
CREATE TABLE certificates (
        number INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        signature BLOB NOT NULL
    ) STRICT;
INSERT INTO "certificates" VALUES(1,'{"certificate":1,"issued_at":"2026-11-27T05:09:00.519388Z","program":"mwslink 0.1.0","method":"AES-256-GCM data keys and ciphertexts deleted with SQLite secure_delete (overwritten with zeros), write-ahead log truncated (NIST SP 800-88: cryptographic erase)","erased":[{"seller":"A2EXAMPLE12345@eu","what":"personal","reason":"request","count":1,"first_erased_at":"2026-11-27T05:09:00.511243+00:00","last_erased_at":"2026-11-27T05:09:00.511243+00:00","newest_purchase_at":"2026-03-01T03:00:00.000000+00:00","list_sha256":"55cb8d4c4bba9cfaa9d340cbd3b9dc25692abf128837a65a359f3f901292a7de"}],"previous_sha256":null,"public_key":"6450bd7b1999bbfc518f95d87cd6785a23a638a4dbd8deb41197a45ae4c23517"}',X'9647F0277BDDC427624CC781B4BF814BA94E97CA92FCFD38628F461CEF973DD8CD973CAAD7EA4E65369E83E27737F3B6DF76C98C8156C5865968333C4BC07A03');
CREATE TABLE confirmation_feeds (
        id INTEGER PRIMARY KEY,
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        intended_at TEXT NOT NULL,
        feed_id TEXT,
        collected_at TEXT
    ) STRICT;
INSERT INTO "confirmation_feeds" VALUES(1,'A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-11-27T05:09:00.529391+00:00','F1',NULL);
CREATE TABLE consents (
    state TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    asked_at TEXT NOT NULL
) STRICT;
INSERT INTO "consents" VALUES('4ba69735ca53765ed6a709edb56c6ea236b7193a3b29a6b390c346f0f4340e4e','renew acme','https://example.com/','2026-11-27T05:09:00.504090+00:00');
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
INSERT INTO "erasure_requests" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','2026-11-27T05:09:00.510644+00:00',NULL,NULL);
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
INSERT INTO "erasures" VALUES(1,'404-0000003-0000001','A2EXAMPLE12345@eu','personal','request','2026-03-01T05:00:00.000000+00:00','2026-11-27T05:09:00.511243+00:00','2026-03-01T03:00:00.000000+00:00',1);
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
INSERT INTO "listings" VALUES('A2EXAMPLE12345@eu','SKU-1','A1RKKUPIHCS9HS','B000000001','Taza azul','','','MERCHANT',NULL,NULL,NULL,'0.45 kilograms',NULL,NULL,NULL,'2026-11-27T05:09:00.476540+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'019D86DA87E9663C678FD6D65ED9B07BCE4BA4019C54AA6ECBD18A971D');
INSERT INTO "meta" VALUES('key_since',X'323032362D31312D32375430353A30393A30302E3434383733312B30303A3030');
INSERT INTO "meta" VALUES('secret:certificates',X'0195D806E2EDB3EAA932E12F6AB14341C9A875296108CE2A627F5D52A19CA3013C50F585979AFCC4B3B6DCAA812FCF7405444C34FB269A9665DD11BFAF');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-27T05:09:00.368817+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-27T05:09:00.371613+00:00');
INSERT INTO "migrations" VALUES(3,'2026-11-27T05:09:00.372291+00:00');
INSERT INTO "migrations" VALUES(4,'2026-11-27T05:09:00.372940+00:00');
INSERT INTO "migrations" VALUES(5,'2026-11-27T05:09:00.373365+00:00');
INSERT INTO "migrations" VALUES(6,'2026-11-27T05:09:00.373736+00:00');
INSERT INTO "migrations" VALUES(7,'2026-11-27T05:09:00.374999+00:00');
INSERT INTO "migrations" VALUES(8,'2026-11-27T05:09:00.376734+00:00');
INSERT INTO "migrations" VALUES(9,'2026-11-27T05:09:00.377254+00:00');
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
INSERT INTO "order_weights" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T05:09:00.488579+00:00');
INSERT INTO "order_weights" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T05:09:00.488579+00:00');
INSERT INTO "order_weights" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T05:09:00.488579+00:00');
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
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}','2026-11-27T05:09:00.451785+00:00');
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
INSERT INTO "outbox" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','verified',4711,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',700001,'2026-03-01T01:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00','2026-11-27T05:09:00.496258+00:00',1,'','');
CREATE TABLE parcel_hints (
        parcel_id TEXT PRIMARY KEY,
        cause TEXT NOT NULL,
        at TEXT NOT NULL,
        version TEXT NOT NULL,
        order_number TEXT NOT NULL
    ) STRICT;
INSERT INTO "parcel_hints" VALUES('2','webhook','2026-11-27T05:09:00.531627+00:00','1','');
CREATE TABLE parcel_labels (
        parcel_id TEXT NOT NULL,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (parcel_id, seller) REFERENCES parcels ON DELETE CASCADE
    ) STRICT;
INSERT INTO "parcel_labels" VALUES('380000001','404-0000001-0000001','A2EXAMPLE12345@eu',X'01941A94EBBADB8FF190FDFBC74F081280395DB03681CD5A4005FE867AFD27B88FC05C94D5DB350D378209FFE744D7EC0C09111282098AAC37248D3DEC',X'0153336A3D8480309D3D994FE8860E9851D71A1D15DF343766B06453CD316D4B03129C4DF531CE9351C640B1E0E809718554883E771B79955F49CE7234D9FF337903AE1F1E79B4649C635662F4A74160C1D3EEF5A8FB039C15DC5B7E5790F1E2C2AD2E3D52E3172298D52900EC1EEFDBB06802B2AA55F823782FE5F605158B476D2C2020482CF94E44A0F03A2FC73518911061DBEAA21AE845167B652E6C44689E66CB4D9B5A1AA458EF4546D5FF072732DA7412449EA4F9F0E3C2A7BD908D6286ECF2BFA8431BECF4E322751C516523EFFAA7AB2F60FD5D71BC29767307F2C8A735F15EA1056C130C7D9A8D77E1D7D07772C8E7F290C94B848B6F92386198E0AC12BBF6DFF375531C4421398657D070DC5CA7C50656F4339E5F2ED4B1531DA054B2A5DA08D225AFDA82D1965B0C26F227DC4ED72BF00FD2C47B416431804F1A19D8479ECF3389C5AB31819F69B8F446395A97298F8A2719BD87D38A306DC54ABDB4F33451BA6AB113A9C3FDCBE9B82829CEE5209026685DBEB5C710B57A9FBF84759CAC9A690E3DC11A0EECAB938FE1D04B997521B595D3B7E3E6C2D1917FA926A776509CBA440B2F784B8277C41D559D4FC0153CB269AC0C95FF2B6173');
CREATE TABLE parcels (
        parcel_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        order_id TEXT NOT NULL,
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        processed_at TEXT,
        told_at TEXT,
        settled_at TEXT,
        reason TEXT NOT NULL,
        text TEXT NOT NULL,
        feed INTEGER,
        feed_place INTEGER,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "parcels" VALUES('380000001','A2EXAMPLE12345@eu','404-0000001-0000001','READY_TO_SEND','accepted','2026-11-27T05:09:00.529987+00:00',NULL,'2026-11-27T05:09:00.529532+00:00',NULL,'','',1,1);
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'01195E1C91A808753B70F2838361313A252A5D904A6AEAEEB972B7B9807641AA2202D6FE1614BF7D19C1D35EE330495CFC32EB5BD10B4D62DAE50BAB55',X'01EB5ABD944DE440BB6322E9EB54183E3B0FDD5B512CB13AB7848CCD0D5EA8DE6CE365E2C777D93BC7391A235EFDD1424ADC6207CF224F5B2E2FEE656D1DEF2336EB45C4E691C9E5A3A3ED64D6920645A6713CD5D49F803E1EFA87224FAFDAA6AF452EDCA8908E59FC1205774751DB585EDBAE06B4DC33E7AD43F8EC9AE40676C02481D2F82A1D8E81E857647F11D0F1B99E925FB7001B8EACC3F3D04B4D26D75F96BD94601837867F937444C7FD9ACF099E33AA1323AD6A126E4EDBD8067376E43B7799CAAB5714EA2A6375577090880AC3B9413BBA009E47DADE92E7F269C4D73E0599513E7D93899E89B07C152B2E0831DB9A9B4DCF6886418E240EA702B5E6D677B2B23BB601ED44B5EE47FBC6FE391D0A8A5859748091B6EC09D4E576FF2F4208EB58D8927203FD05FC5051B90DEA82CF42CF6ED5BEB5CE0078A59F5893FE092EEEC2BA73E53DCFD89BF72BB9A989838F4F97B21D84E8B039F6376E2CAFAC21FF34C97D1CEB5915EDB5CBF5A0077980ED4A8645C42DDD0CCF97AFDB090E282A2354E3E352BDE9A6A520EA3518C5C6AF7A5F789F49C6614E2B50F2F79AEBE9B3505234276EEAA2AC0B');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'01B46D53F600F6760A1A2E4B838BE3C2DBEBAAB1EBB7D9EA520570C6412E00213A3773EC7AFFA913B7FBDBC22E7C9204CC803C739D82445D6174257450',X'010DCF8AC354522E8B927730D07D3EC8D0A629DE26AEF05E11B2D932614FAA7343D1FE5F847E6E90B41D63DD796E450AB3F268E46E4B94B88CF5D4946C3CC50583026393D0D1043CE246B79455F5DEB606E04E0A9E48B86F4DA4B01BA4CFE6DE358920C21F64389CD58BBD91B5217D5B473B390B7311CD57EB527216569866DB91154449375B91B35E254B6048BE149610BA0F1A8CAC04BC9CD386CDD075D5DD09D2EBBC9D7DEEC9F1AEB5A10BE463847F669CDB67D86AECE579FD3530CDD77AAAB6E42AB1140D6A0EB30BA0A50404256908105C93D9FEE1BFCF890677386E1479EF19FC52C95C590F46F1F47A3535F486E7A68B73B45C057F839C4377F24D1E66A2A77631D11590C8E13562364890C6F4BF8082CB7D95A978E8A0C770DB97A5F688F44678362BED6266838D7078A4D729A5BD7FB065C819E35562D46312D21F43BA84B31D7EF4912285EBD3F3C229290F20A8542EF3D92EC98172DC20E1F101B84F542F2E21774F7545BC9B2163E16D2E81106D3BCD1C12638C0F579CF299D51FFB37846A32191C7EB7E6460CFA41CF53DB93271D93DBC1F87C3A8D986AF4AAC80BD278E173ACF23BDCA1A3533B471D2A74C50F958F');
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
INSERT INTO "rehearsals" VALUES(1,'A-2025-1','2026-11-27T05:09:00.492947+00:00',1);
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
INSERT INTO "run_events" VALUES(1,1,'2026-11-27T05:09:00.471429+00:00','acme','warning','text');
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
INSERT INTO "runs" VALUES(1,'import','["acme"]','11884 351809','2026-11-27T05:09:00.471241+00:00','2026-11-27T05:09:00.471534+00:00','success',0,'{"new": 1}');
CREATE TABLE secret_requests (
    client_id TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    accepted_at TEXT
) STRICT;
INSERT INTO "secret_requests" VALUES('amzn1.client','2026-11-27T05:09:00.506969+00:00',NULL);
CREATE TABLE shipment_marks (source TEXT PRIMARY KEY, changed_until TEXT NOT NULL) STRICT;
INSERT INTO "shipment_marks" VALUES('sendcloud','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE sightings (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        place INTEGER NOT NULL,
        api TEXT NOT NULL,
        operation TEXT NOT NULL,
        request_id TEXT NOT NULL,
        status TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, seen_at, updated_at, place),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
INSERT INTO "sightings" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-11-27T05:09:00.447261+00:00','2026-03-01T01:00:00.000000+00:00',0,'orders-2026-01-01','searchOrders','7f1c3a52-0000-4000-8000-000000000001','UNSHIPPED');
INSERT INTO "sightings" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-11-27T05:09:00.447261+00:00','2026-03-01T03:00:00.000000+00:00',0,'orders-2026-01-01','searchOrders','7f1c3a52-0000-4000-8000-000000000001','A_STATUS_OF_TOMORROW');
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'01BB1CD4DC186111524C3192EF61F76BD43858B57E8CCB347EA1FB8F544F216C72EC78F94EC642','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "weight_overrides" VALUES('A2EXAMPLE12345@eu','SKU-2','A1RKKUPIHCS9HS','0.45 kilograms','2026-11-27T05:09:00.477432+00:00');
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
CREATE INDEX parcels_by_order ON parcels (order_id, seller);
CREATE INDEX parcels_open ON parcels (seller, order_id) WHERE settled_at IS NULL;
CREATE INDEX parcels_by_feed ON parcels (feed) WHERE feed IS NOT NULL;
CREATE INDEX parcel_labels_by_order ON parcel_labels (order_id, seller);
CREATE INDEX confirmation_feeds_open ON confirmation_feeds (seller) WHERE collected_at IS NULL;
COMMIT;
