//! Names that columns with personal data have, in English and Chinese (simplified and traditional). In each text the
//! names are separated by commas.

use super::super::profile::Personal;

/// Names for one thing.
pub(super) struct Hint {
    /// The thing.
    pub what: Personal,
    /// Words that may stand anywhere in the name.
    pub words: &'static str,
    /// Words that must be the whole name.
    pub whole: &'static str,
    /// Words with which it is something else.
    pub unless: &'static str,
    /// Parts of a Chinese name.
    pub chinese: &'static str,
}

/// The names in a text.
pub(super) fn listed(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split(", ").filter(|name| !name.is_empty())
}

/// Words that make a quantity of everything: “number of phones” and “card balance” are about nobody.
pub(super) const QUANTITIES: &str = "count, counts, number of, num of, no of, mean, avg, average, median, \
    ratio, rate, rates, percent, percentage, share, price, cost, costs, sales, score, length, minutes, calls, \
    duration, total, sum, amount, balance, limit, debt, spending, usage, error, std, frequency";

/// The same in Chinese.
pub(super) const CHINESE_QUANTITIES: &str = "数量, 人数, 次数, 个数, 金额, 余额, 额度, 率, 均值, 平均, 比例, 占比, 长度, 时长, 费用, 话费, \
    电话费, 价格, 分数, 得分, 评分, 數量, 人數, 次數, 金額, 餘額, 費用, 價格";

/// What a name hints at, the most specific first.
pub(super) const HINTS: &[Hint] = &[
    Hint {
        what: Personal::Email,
        words: "email, emails, e mail, mail address, mailaddress",
        whole: "mail",
        unless: "",
        chinese: "邮箱, 郵箱, 电子邮件, 電子郵件, 信箱",
    },
    Hint {
        what: Personal::Network,
        words: "ip, ips, ipaddress, ipaddr, ipv, mac address, macaddress",
        whole: "mac",
        unless: "",
        chinese: "网络地址, 網路位址",
    },
    Hint {
        what: Personal::Account,
        words: "iban, bank account, account number, account no, account nr, acct no, acct number, accountnumber, \
              card number, cardnumber, card no, card nr, credit card, creditcard, debit card, bank card, \
              cc number, ccnumber, kontonummer",
        whole: "",
        unless: "identity card, id card, student card",
        chinese: "银行卡, 銀行卡, 信用卡, 卡号, 卡號, 账号, 帳號, 帐号, 账户号, 帳戶號, 银行账",
    },
    Hint {
        what: Personal::IdNumber,
        words: "id number, idnumber, id no, id card, idcard, identity card, identity number, national id, \
              nationalid, citizen id, ssn, social security, socialsecurity, social insurance, passport, \
              driver license, drivers license, driving license, driving licence, license number, \
              licence number, tax id, taxpayer id, nhs number, insurance number, policy number, mrn, \
              medical record number, matriculation, student id, studentid, student number, student no, \
              pupil id, patient id, patientid, patient number, patient no, employee id, employeeid, \
              employee number, employee no, staff id, staff number, customer id, customerid, client id, \
              member id, person id, personid, user id, userid",
        whole: "",
        unless: "",
        chinese: "身份证, 身份證, 身分證, 证件号, 證件號, 护照, 護照, 社保, 医保卡, 健保卡, 驾驶证, 駕照, 驾照, \
              学号, 學號, 学籍号, 考号, 准考证, 工号, 工號, 员工编号, 学生编号, 患者编号, 病人编号, 客户编号, 病历号, 病歷號, 病案号, 住院号, 门诊号, 就诊号",
    },
    Hint {
        what: Personal::Phone,
        words: "phone, phones, telephone, tel, mobile, cellphone, phonenumber, phoneno, mobileno, mobilenumber, \
              handphone, contact number, contact no, fax, whatsapp, msisdn",
        whole: "cell",
        unless: "",
        chinese: "手机, 手機, 电话, 電話, 联系方式, 聯絡方式, 联系号码, 传真, 傳真",
    },
    Hint {
        what: Personal::Birth,
        words: "birth, birthday, birthdate, birthyear, dob, yob, born, dateofbirth, yearofbirth",
        whole: "",
        unless: "weight, order, place, country, city, height, type",
        chinese: "出生, 生日, 诞辰, 誕辰",
    },
    Hint {
        what: Personal::Postcode,
        words: "zip, zipcode, zip code, postcode, postalcode, postal code, post code, plz, pincode, pin code",
        whole: "postal",
        unless: "file",
        chinese: "邮编, 邮政编码, 郵遞區號, 郵編, 郵政編碼",
    },
    Hint {
        what: Personal::Address,
        words: "address, addresses, addr, street, homeaddress, streetaddress",
        whole: "",
        unless: "ip, email, e mail, mail, mac, web, url, memory, type",
        chinese: "地址, 住址, 街道, 门牌, 門牌",
    },
    Hint {
        what: Personal::Name,
        words: "first name, firstname, last name, lastname, surname, surnames, forename, forenames, given name, \
              givenname, family name, familyname, full name, fullname, middle name, middlename, maiden name, \
              nickname, fname, lname, patient name, patientname, student name, studentname, pupil name, \
              teacher name, doctor name, employee name, staff name, customer name, customername, client name, \
              member name, passenger name, person name, contact name, user name, username, author name, \
              name of patient, name of student",
        whole: "name, names",
        unless: "",
        chinese: "姓名, 名字, 姓氏, 联系人, 聯絡人, 收货人, 收貨人, 收件人, 真实名, 户主, 戶主, 曾用名",
    },
    Hint {
        what: Personal::Sensitive,
        words: "religion, religious, denomination, ethnicity, ethnic, ethnic group, race ethnicity, \
              national origin, nationality, citizenship, country of birth, birth country, foreign worker, \
              foreigner, immigrant, immigration status, migration background, native country, marital, \
              personal status, sexual orientation, sexuality, gender identity, political party, \
              political affiliation, political views, trade union, union membership, disability, disabled, \
              disabilities, handicap, handicapped, disease, diseases, illness, medical history, \
              medical condition, health status, health condition, health history, mental health, hiv, \
              pregnant, pregnancy, criminal record, criminal history, conviction, convictions",
        whole: "race, health, union member",
        unless: "plant, leaf, crop, soil, machine, battery",
        chinese: "宗教, 信仰, 民族, 种族, 種族, 国籍, 國籍, 籍贯, 籍貫, 政治面貌, 党派, 黨派, 性取向, \
              疾病, 病史, 病症, 残疾, 殘疾, 健康状况, 健康狀況, 婚姻, 怀孕, 懷孕, 犯罪",
    },
];
