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
INSERT INTO "accesses" VALUES(1,'2026-11-27T07:54:23.469936+00:00','','','other',1,'2026-11-27T07:54:23.477258+00:00');
CREATE TABLE answers (clock TEXT PRIMARY KEY, refused_at TEXT, code TEXT NOT NULL, accepted_at TEXT) STRICT;
INSERT INTO "answers" VALUES('authorization A@eu/sp-api','2026-11-27T07:54:23.432241+00:00','invalid_grant',NULL);
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
INSERT INTO "archives" VALUES('A-2025-1','A2EXAMPLE12345@eu',2025,'folder:/archive','verified','2026-03-01T01:00:00.000000+00:00','2032-01-01',1,2,'a','b','c','2026-11-27T07:54:23.433741+00:00',NULL);
CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "asked_skus" VALUES('A2EXAMPLE12345@eu','SKU-3','A1RKKUPIHCS9HS','2026-11-27T07:54:23.429870+00:00');
CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "catalogue_weights" VALUES('B000000001','A1RKKUPIHCS9HS',NULL,NULL,'2026-11-27T07:54:23.424526+00:00');
CREATE TABLE certificates (
        number INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        signature BLOB NOT NULL
    ) STRICT;
INSERT INTO "certificates" VALUES(1,'{"certificate":1,"issued_at":"2026-11-27T07:54:23.450753Z","program":"mwslink 0.1.0","method":"AES-256-GCM data keys and ciphertexts deleted with SQLite secure_delete (overwritten with zeros), write-ahead log truncated (NIST SP 800-88: cryptographic erase)","erased":[{"seller":"A2EXAMPLE12345@eu","what":"personal","reason":"request","count":1,"first_erased_at":"2026-11-27T07:54:23.445538+00:00","last_erased_at":"2026-11-27T07:54:23.445538+00:00","newest_purchase_at":"2026-03-01T03:00:00.000000+00:00","list_sha256":"4840e9244d870e7a8ab56bc439f81e3f1e5f5f56057d1ea773c630b19d45f219"}],"previous_sha256":null,"public_key":"f6fd6f87b5e880bb3f1cf267fce9f3174425646c209413563b76da1867e98d5d"}',X'0C98C6CB245D5EE708B54DCFF683B74A523889B7DDA90D77CDFBA220EF0E2955F0BCD5ACFA53079F90A5C5A31229188DEF69105EC01FD575B7FB1855C59EBD0C');
CREATE TABLE confirmation_feeds (
        id INTEGER PRIMARY KEY,
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        intended_at TEXT NOT NULL,
        feed_id TEXT,
        collected_at TEXT
    ) STRICT;
INSERT INTO "confirmation_feeds" VALUES(1,'A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-11-27T07:54:23.470596+00:00','F1',NULL);
CREATE TABLE consents (
    state TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    asked_at TEXT NOT NULL
) STRICT;
INSERT INTO "consents" VALUES('4ba69735ca53765ed6a709edb56c6ea236b7193a3b29a6b390c346f0f4340e4e','renew acme','https://example.com/','2026-11-27T07:54:23.439662+00:00');
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
INSERT INTO "erasure_requests" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','2026-11-27T07:54:23.445059+00:00',NULL,NULL);
CREATE TABLE "erasures" (
        id INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        what TEXT NOT NULL,
        reason TEXT NOT NULL,
        due_at TEXT NOT NULL,
        erased_at TEXT NOT NULL,
        created_at TEXT NOT NULL,
        certificate INTEGER NOT NULL
    ) STRICT;
INSERT INTO "erasures" VALUES(1,'404-0000003-0000001','A2EXAMPLE12345@eu','personal','request','2026-03-01T05:00:00.000000+00:00','2026-11-27T07:54:23.445538+00:00','2026-03-01T03:00:00.000000+00:00',1);
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
INSERT INTO "listings" VALUES('A2EXAMPLE12345@eu','SKU-1','A1RKKUPIHCS9HS','B000000001','Taza azul','','','MERCHANT',NULL,NULL,NULL,'0.45 kilograms',NULL,NULL,NULL,'2026-11-27T07:54:23.423844+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'01E42051A6411FA950A51F9D01FF51C4AAD16F5D4B6959251EEECC0296');
INSERT INTO "meta" VALUES('key_since',X'323032362D31312D32375430373A35343A32332E3430363134392B30303A3030');
INSERT INTO "meta" VALUES('secret:certificates',X'01EE4D7589EEAFF2FB708BB3EB360059E461D1323F18A4A3171DDF3301F7066FDFA24CB481C2146DFBD14C90FFB497F925B7B4CFDA2D9EFC01D678EAA9');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-27T07:54:23.330107+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-27T07:54:23.333101+00:00');
INSERT INTO "migrations" VALUES(3,'2026-11-27T07:54:23.333623+00:00');
INSERT INTO "migrations" VALUES(4,'2026-11-27T07:54:23.334424+00:00');
INSERT INTO "migrations" VALUES(5,'2026-11-27T07:54:23.334812+00:00');
INSERT INTO "migrations" VALUES(6,'2026-11-27T07:54:23.335181+00:00');
INSERT INTO "migrations" VALUES(7,'2026-11-27T07:54:23.336182+00:00');
INSERT INTO "migrations" VALUES(8,'2026-11-27T07:54:23.337536+00:00');
INSERT INTO "migrations" VALUES(9,'2026-11-27T07:54:23.337940+00:00');
INSERT INTO "migrations" VALUES(10,'2026-11-27T07:54:23.339028+00:00');
INSERT INTO "migrations" VALUES(11,'2026-11-27T07:54:23.351327+00:00');
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
INSERT INTO "order_weights" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T07:54:23.431342+00:00');
INSERT INTO "order_weights" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T07:54:23.431342+00:00');
INSERT INTO "order_weights" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T07:54:23.431342+00:00');
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
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
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
        detail TEXT NOT NULL, weighed_at TEXT,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "outbox" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','verified',4711,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',700001,'2026-03-01T01:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00','2026-11-27T07:54:23.435121+00:00',1,'','','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE parcel_hints (
        parcel_id TEXT PRIMARY KEY,
        cause TEXT NOT NULL,
        at TEXT NOT NULL,
        version TEXT NOT NULL,
        order_number TEXT NOT NULL
    ) STRICT;
INSERT INTO "parcel_hints" VALUES('2','webhook','2026-11-27T07:54:23.471957+00:00','1','');
CREATE TABLE parcel_labels (
        parcel_id TEXT NOT NULL,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (parcel_id, seller) REFERENCES parcels ON DELETE CASCADE
    ) STRICT;
INSERT INTO "parcel_labels" VALUES('380000001','404-0000001-0000001','A2EXAMPLE12345@eu',X'01E288653BC29201498D6C74AF719FBD9DEEF4C626865E3D6C911770B0E0657582E3D24F62363C16FC0E9A2926A9110504599012CB4135AB02B71879F4',X'0138E2195DE02ED98BB8E6102D8EE5FE7BB5A59E87F1249522FA049D1FC6A97F107516599541F13E3764497B1553853828688FB5B7DA6357200E3E54ABE96F02B1B091C377DBFE696666A6BB4B231E15D4A47A32FF8FC6A2C1935DF897CDC59AF2C5DB3B7A86A942F034E7F41A5F9E4AE4D4462CA85C0BAAD5E54209D54BA2B46109EFC8960DDF3951D0E0D42D8671D58C4E576415B9C0F2105AB304FFF0D54CE5C85E8968A8FFB42D8CE43FC83BDC0B2203C97D57F4F6AD66715A23B8D0C2A6FF9BD870265A331D23EF4F7E9B79644BEF3DF3C98A6A185470A026EFC78FF7B1DE7ED68493D16DF9759A67405637FE823B10420C0371F851EC43196F6B815EF68E85DE51B8DF0732341C0E3716A7E62938F3B468B033D446F768CDD42988E8A960F064F6F028186C91AA03BA4FC18A57D1CDFC74647FA855284DD1E77436ECB7DD57A042347E3046F1BEBD7659853E515E1C012A51EB3EDD5D2F94A82DD5C49CE74507199945E8EA550F57091F2604326DF3DAA97F9CF142F5937E487A3E8A16A30A837D643E35689F1126E1B5FDF0611A50DB6588E075B37A8567FB7EEF762B466076FE3C07DA8F62F0EEFF2E809F693565D99A2188ED3C86C05EE406B3');
CREATE TABLE parcel_weights (
        parcel_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        order_id TEXT NOT NULL,
        sku TEXT NOT NULL,
        grams TEXT NOT NULL,
        units INTEGER NOT NULL,
        shipped_at TEXT NOT NULL,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "parcel_weights" VALUES('380000001','A2EXAMPLE12345@eu','404-0000002-0000001','SKU-1','900.5',2,'2026-03-01T01:00:00.000000+00:00');
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
INSERT INTO "parcels" VALUES('380000001','A2EXAMPLE12345@eu','404-0000001-0000001','READY_TO_SEND','accepted','2026-11-27T07:54:23.471202+00:00',NULL,'2026-11-27T07:54:23.470744+00:00',NULL,'','',1,1);
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'01580A44E40DFE25B65AF794B8276F3FD8B557F1B5E1C1CFF52B1E24FB8027335D6EB23C3F3F8988B5C0C05B22B60EF6ADB80A75B19ED4BE88D93AE915',X'01A5064F65004134D48099B76839A81ABFDFD61C8FBDA5C694F2A1F1F36BF7882D053D4CF583AC63C794B2F014B08B5AB5B0122008FCF12C7DD49608D4A8E7367DF8BA48B3A45C1F30784B5332A35F29CD0A6C0882898C33F3AFDB35080673D6193F1DFD4DAB5316724A34A789F0B511DE0B942B699BB892B84950283E5C938AFAE55F5482AF42AC77843BCF7D3F42454D7E1A656DF33E6641DF77748BFD0492BB7137DA7D751F5716D815F8416CC95AC306020DBFF30023D7E250C8F9FC25183B0F8E43AB8AABDB6F61787660DAFB85FE6959571A7C4BB910CDE09D63DD8552CEB6B62526217D74CAD6C48192A7725DE2BAD41E12552D0E8ED29B5D5B73DD677007F14802EB2702ADD21B9D850C0D106C90CABBB80BEEF3D7B1E6C71DEEA453C650D39BEDB7911AB0596930BAD83441E1A545D96AA40CE3265B8EF5719D550E677126E7628C2BE9E886B88C09645B4EC448EAE6B4614D7424A8CD6943E9F7EC60F77D0AFDEA8E27CA4A3EC937F537A705E541AB62B988C648F067BF330094D60E26A999CFECD24F6A11A8D176E007EE19241AC4302C936256AA8C02EE4D75CE84436FFE7FA5D1E8DB3611');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'01AF48F0F82A1F585EAE1D2F2B51465FC2229F17F6FBC78DC971BC35658891EE1A117D487EF9D3A3025E5D7A4A0C83E6229647FEE1AD452404625269D7',X'018E7289B8BD3303EDB4C239C55EDA8BDC3811DDF152E08517815B212E8EA0CFB1EDA3D37581A113C2BA65DDEB9E129BC9A66A399CBCEBB08CDC784B5805C5CE7DE925DA855C2A27C47D4E28692735B99F757A748512689E64857BE92C70D87FBC9696467868205284DB36224690EEFF62B95F5D10EEAF0AA684ED6C6EB86A91E59D1888856084F622CE5BA994701BCDDD272651314500E5801DFC66CA78945C247487BA1566A76082E64E91AD2EC1CCAE3F942658598A5404CC0975F0BBBA9839284D73635295310AF12B44512EE244C7A4D461708DC6D254A891EFB9A3F9707BA775D7528D2991B9B748FE0C6DF7617D5B6EE4685A4775ED93DB53B3879A7C430C0CC64E703217EBBE4F31CBC42FE0694D647FF5700C6A53A4A49EE25BB53AB1440D2DD3E785E1123642DA8A2965F450014BF5E9D56416A313011426E3BC1FAA645B6E10BDF4DB5BF5C3D72BED00C89A725AB82FDBA7CCAB4B5153A0D139C134E9EEE7E2D44B08E0E2190E95C3B7D670C4BB96BCA2C2AAF4565B52B93996CB79F644AB1AD644908AEC4A4F0325286C1C0778FA06463D6626971F7887BAF830A8A3CA75420C6E2F1AD002BD7E35EC1411ACC8D0AFA0');
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
INSERT INTO "rehearsals" VALUES(1,'A-2025-1','2026-11-27T07:54:23.433907+00:00',1);
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
INSERT INTO "run_events" VALUES(1,1,'2026-11-27T07:54:23.421607+00:00','acme','warning','text');
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
INSERT INTO "runs" VALUES(1,'import','["acme"]','27133 1344113','2026-11-27T07:54:23.421254+00:00','2026-11-27T07:54:23.421765+00:00','success',0,'{"new": 1}');
CREATE TABLE secret_requests (
    client_id TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    accepted_at TEXT
) STRICT;
INSERT INTO "secret_requests" VALUES('amzn1.client','2026-11-27T07:54:23.442848+00:00',NULL);
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
INSERT INTO "sightings" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-11-27T07:54:23.404278+00:00','2026-03-01T01:00:00.000000+00:00',0,'orders-2026-01-01','searchOrders','7f1c3a52-0000-4000-8000-000000000001','UNSHIPPED');
INSERT INTO "sightings" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-11-27T07:54:23.404278+00:00','2026-03-01T03:00:00.000000+00:00',0,'orders-2026-01-01','searchOrders','7f1c3a52-0000-4000-8000-000000000001','A_STATUS_OF_TOMORROW');
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'0148C92B071EFB2046AD0F061368EB0000C57DDEF97948F1C13F700B19C3A181560670A704BBCA','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "weight_overrides" VALUES('A2EXAMPLE12345@eu','SKU-2','A1RKKUPIHCS9HS','0.45 kilograms','2026-11-27T07:54:23.424698+00:00');
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
CREATE INDEX accesses_by_age ON accesses (at);
CREATE INDEX parcels_by_order ON parcels (order_id, seller);
CREATE INDEX parcels_open ON parcels (seller, order_id) WHERE settled_at IS NULL;
CREATE INDEX parcels_by_feed ON parcels (feed) WHERE feed IS NOT NULL;
CREATE INDEX parcel_labels_by_order ON parcel_labels (order_id, seller);
CREATE INDEX confirmation_feeds_open ON confirmation_feeds (seller) WHERE collected_at IS NULL;
CREATE INDEX parcel_weights_by_sku ON parcel_weights (seller, sku, shipped_at);
CREATE INDEX parcel_weights_by_order ON parcel_weights (order_id, seller);
CREATE INDEX erasures_by_order ON erasures (seller, order_id, what);
CREATE INDEX erasures_by_certificate ON erasures (certificate);
COMMIT;
